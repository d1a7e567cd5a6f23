using Microsoft.ML.OnnxRuntime.Tensors;

namespace VividMed.Inference.Execution;

/// <summary>What a tensor's elements stand for, whatever type a graph has them in.</summary>
internal enum ElementKind
{
    /// <summary>Values with fractions.</summary>
    Real,

    /// <summary>Gray values of an image: as real ones, or bytes.</summary>
    Pixels,

    /// <summary>Counts and class indices.</summary>
    Whole,

    /// <summary>Masks and maps: real values, or yes and no.</summary>
    Map,
}

/// <summary>The types that are read and written for each kind; the first is what a file is best exported with.</summary>
internal static class ElementKinds
{
    private static readonly TensorElementType[] Real = [TensorElementType.Float, TensorElementType.Float16, TensorElementType.Double];
    private static readonly TensorElementType[] Pixels = [.. Real, TensorElementType.UInt8];
    private static readonly TensorElementType[] Whole = [TensorElementType.Int64, TensorElementType.Int32, TensorElementType.Float, TensorElementType.Float16];
    private static readonly TensorElementType[] Map = [.. Real, TensorElementType.UInt8, TensorElementType.Bool, TensorElementType.Int32, TensorElementType.Int64];

    public static IReadOnlyList<TensorElementType> Types(this ElementKind kind) => kind switch
    {
        ElementKind.Pixels => Pixels,
        ElementKind.Whole => Whole,
        ElementKind.Map => Map,
        _ => Real,
    };
}
