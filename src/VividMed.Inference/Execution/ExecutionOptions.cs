namespace VividMed.Inference;

/// <summary>How a model is run.</summary>
/// <param name="Provider">What the caller wants.</param>
/// <param name="Required">
/// A wanted provider that is not there is an error. With false the CPU steps in, and the open model says so
/// (<c>ExecutionProvider</c> and <c>FallbackReason</c>).
/// </param>
/// <param name="Threads">Threads within one call on the CPU; null takes every processor but one, which decodes ahead.</param>
/// <param name="Device">Index of the GPU.</param>
/// <param name="PluginLibrary">Path of an ONNX Runtime CUDA plug-in library, for builds with the CPU package.</param>
/// <param name="BatchSize">Images or windows a call; null takes the manifest's hint.</param>
public sealed record ExecutionOptions(
    ExecutionProvider Provider = ExecutionProvider.Auto,
    bool Required = true,
    int? Threads = null,
    int Device = 0,
    string? PluginLibrary = null,
    int? BatchSize = null)
{
    /// <summary>Managed memory that one volume's segmentation may hold, in bytes. Fewer prompts share a pass where it would not suffice.</summary>
    public long MemoryLimit { get; init; } = 2L << 30;
}
