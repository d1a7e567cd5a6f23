using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>How a model is run.</summary>
/// <param name="Provider">What the caller wants.</param>
/// <param name="Required">
/// A wanted provider that is not there is an error. With false the CPU steps in, and the open model says so
/// (<c>ExecutionProvider</c> and <c>FallbackReason</c>).
/// </param>
/// <param name="Threads">Threads within one call on the CPU; null takes every processor but one, which decodes ahead.</param>
/// <param name="Device">Index of the GPU; see also <see cref="Devices"/>.</param>
/// <param name="PluginLibrary">Path of an ONNX Runtime execution provider library, for builds with the CPU package.</param>
/// <param name="BatchSize">Images or windows a call; null takes the manifest's hint.</param>
public sealed record ExecutionOptions(
    ExecutionProvider Provider = ExecutionProvider.Auto,
    bool Required = true,
    int? Threads = null,
    int Device = 0,
    string? PluginLibrary = null,
    int? BatchSize = null)
{
    /// <summary>
    /// Managed memory that one volume's segmentation may hold, in bytes. Fewer prompts share a pass where it would not suffice.
    /// </summary>
    public long MemoryLimit { get; init; } = 2L << 30;

    /// <summary>
    /// Indices of several GPUs of one kind: each gets a session of its own, and what there is to run goes to whichever is free. Empty where
    /// there is one, <see cref="Device"/>. All that are named must be there.
    /// </summary>
    public IReadOnlyList<int> Devices { get; init; } = [];

    /// <summary>
    /// Folder for the engines and timings that TensorRT makes of a model in minutes and takes up again in seconds; it is made where it is
    /// missing. Null keeps none.
    /// </summary>
    public string? EngineCache { get; init; }

    /// <summary>Memory of each GPU in 10^9 bytes; null where it is not known, and then one model at a time is on it.</summary>
    public double? DeviceMemoryGb { get; init; }

    /// <summary>
    /// Replays a recorded CUDA graph instead of launching kernels one by one: for small detectors. Needs golden cases in the manifest.
    /// </summary>
    public bool CudaGraph { get; init; }

    /// <summary>Binds inputs and outputs to memory that stays, as CUDA graphs need it; taken for every GPU.</summary>
    public bool BindMemory { get; init; }

    /// <summary>
    /// Keys of ONNX Runtime's own for the GPU, such as <c>cudnn_conv_algo_search</c> or <c>trt_fp16_enable</c>; they win over the defaults.
    /// </summary>
    public IReadOnlyDictionary<string, string> ProviderOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>From which level on ONNX Runtime writes lines of its own to standard error; its errors come as exceptions anyway.</summary>
    public RuntimeLog RuntimeLog { get; init; }

    /// <summary>Several sessions on the processor share the work as those of several GPUs do: so it is tried on machines without any.</summary>
    internal int SessionsOnCpu { get; init; } = 1;

    /// <summary>The same for each GPU by itself; for one alone where none or one is named.</summary>
    internal IReadOnlyList<ExecutionOptions> EachDevice =>
        Devices.Count == 0 ? [this] : [.. Devices.Select(device => this with { Device = device, Devices = [] })];

    /// <summary>The same on these GPUs: one, or several that share the work.</summary>
    public ExecutionOptions On(IReadOnlyList<int> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        return this with { Device = devices[0], Devices = devices.Count > 1 ? devices : [] };
    }

    /// <summary>
    /// How many images to decode beside the models on a machine: on a GPU all processors are free for it, otherwise those that the runtime
    /// does not take.
    /// </summary>
    public int LoadersBeside(int processors) => ProviderSelection.TakesDevice(this)
        ? Math.Max(1, processors - 1)
        : Math.Max(1, processors - (Threads ?? SessionSettings.DefaultThreads(processors)));

    /// <summary>
    /// Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c> or <c>plugin:PATH</c>. Whatever is named is required; auto takes what
    /// there is.
    /// </summary>
    /// <exception cref="ModelException"><c>provider-unknown</c>.</exception>
    public static ExecutionOptions Parse(string text) => text switch
    {
        "auto" => new ExecutionOptions(),
        "cpu" => new ExecutionOptions(ExecutionProvider.Cpu),
        "cuda" => new ExecutionOptions(ExecutionProvider.Cuda),
        "tensorrt" => new ExecutionOptions(ExecutionProvider.Tensorrt),
        _ when text.StartsWith("plugin:", StringComparison.Ordinal) && text.Length > 7 => new ExecutionOptions(
            ExecutionProvider.Plugin, PluginLibrary: text[7..]),
        _ => throw new ModelException("provider-unknown", $"'{text}' is no execution provider: there are auto, cpu, cuda, tensorrt and plugin:PATH"),
    };
}

/// <summary>What ONNX Runtime logs, in the words of this program's own log levels.</summary>
public enum RuntimeLog
{
    Critical,
    Error,
    Warning,
    Information,
    Trace,
}
