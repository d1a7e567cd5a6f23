namespace VividMed.Inference.Manifests;

/// <summary>What a model needs, so that a worker admits no more models to a device than it can hold.</summary>
/// <param name="DeviceMemoryGb">Memory on a GPU while it runs at the batch hint, in 10^9 bytes.</param>
/// <param name="HostMemoryGb">Memory of the process on top of the images, in 10^9 bytes.</param>
/// <param name="MacsPerRun">Multiply-accumulate operations of one image or window.</param>
public sealed record ModelResources(double DeviceMemoryGb = 0, double HostMemoryGb = 0, double MacsPerRun = 0);

/// <summary>A provider that must not run a model, and why: what a user reads who asks for it.</summary>
public sealed record ForbiddenProvider(ExecutionProvider Provider, string Reason);

/// <summary>What runs a model.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA where it is there, otherwise the CPU.</summary>
    Auto,
    Cpu,
    Cuda,
    Tensorrt,

    /// <summary>A library that is loaded at run time, such as ONNX Runtime's CUDA plug-in.</summary>
    Plugin,
}
