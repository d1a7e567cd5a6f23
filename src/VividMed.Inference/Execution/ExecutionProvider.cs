namespace VividMed.Inference;

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
