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
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Idle threads that spin would take the processors from the activities beside this one.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return settings;
    }

    /// <summary>
    /// One processor is left for decoding ahead and for writing: on two, the runtime gets one and never waits for pictures.
    /// </summary>
    public static int DefaultThreads(int processors) => Math.Max(1, processors - 1);
}
