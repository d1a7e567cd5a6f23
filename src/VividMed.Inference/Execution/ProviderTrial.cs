using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>
/// Whether a provider works on this machine, by running one convolution on it: the runtime looks for driver and device only when it opens a
/// session, and for cuDNN only when a convolution runs. Tried once in a process.
/// </summary>
internal static class ProviderTrial
{
    private static readonly ConcurrentDictionary<(ExecutionProvider, int Device, string? Library), Lazy<string?>> Verdicts = new();

    /// <summary>An input <c>x</c> and the output <c>y</c>, with a kernel of 3 x 3 between them.</summary>
    public static byte[] Model { get; } = ReadModel();

    /// <returns>The cause and what helps, or null where the provider works.</returns>
    public static string? WhyNot(ExecutionProvider provider, ExecutionOptions options) => provider == ExecutionProvider.Cpu
        ? null
        : Verdicts.GetOrAdd((provider, options.Device, options.PluginLibrary), _ => new(() => Try(provider, options))).Value;

    internal static void Run(SessionOptions settings)
    {
        using var session = new InferenceSession(Model, settings);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[9], [1, 1, 3, 3]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["x"], [input], ["y"]);
    }

    private static string? Try(ExecutionProvider provider, ExecutionOptions options)
    {
        using var settings = SessionSettings.For(options);
        // Otherwise the processor would quietly take what the device does not.
        settings.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        if (SessionProvider.TryAppend(settings, provider, options with { CudaGraph = false }) is { } reason) return reason;
        try
        {
            Run(settings);
            return null;
        }
        catch (Exception error) when (ProviderFailure.IsOne(error))
        {
            return ProviderFailure.Explain(provider, error.Message);
        }
    }

    private static byte[] ReadModel()
    {
        using var resource = typeof(ProviderTrial).Assembly.GetManifestResourceStream("convolution.onnx")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
