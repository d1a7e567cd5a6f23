using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

/// <summary>How sessions share the machine.</summary>
internal static class SessionSettings
{
    public static SessionOptions For(ExecutionOptions options)
    {
        var settings = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = options.Threads ?? DefaultThreads(Environment.ProcessorCount),
            InterOpNumThreads = 1,
            LogSeverityLevel = Level(options.RuntimeLog),
        };
        // Idle threads that spin would take the processors from the activities beside this one.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return settings;
    }

    /// <summary>ONNX Runtime has five levels of its own.</summary>
    private static OrtLoggingLevel Level(RuntimeLog level) => level switch
    {
        RuntimeLog.Trace => OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE,
        RuntimeLog.Information => OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO,
        RuntimeLog.Warning => OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
        RuntimeLog.Error => OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        _ => OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    /// <summary>
    /// One processor is left for decoding ahead and for writing: on two, the runtime gets one and never waits for pictures.
    /// </summary>
    public static int DefaultThreads(int processors) => Math.Max(1, processors - 1);
}
