using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VividMed.Inference.Execution;

/// <summary>
/// Between the float32 that everything here works on and the types that graphs have: fp16 exports, bytes of images, integers of labels.
/// </summary>
internal static class TensorElements
{
    /// <summary>A tensor of the graph's type; float32 is not copied, and the memory must stay as it is until the value is disposed.</summary>
    public static OrtValue Create(TensorElementType type, Memory<float> values, long[] shape) => type switch
    {
        TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape),
        TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(Halves(values.Span), shape),
        TensorElementType.Double => OrtValue.CreateTensorValueFromMemory(Each(values.Span, static value => (double)value), shape),
        TensorElementType.UInt8 => OrtValue.CreateTensorValueFromMemory(Each(values.Span, Byte), shape),
        TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Each(values.Span, static value => value != 0), shape),
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Each(values.Span, static value => (int)value), shape),
        TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(Each(values.Span, static value => (long)value), shape),
        _ => throw new ModelException("tensor-type", $"a tensor of {type} cannot be made"),
    };

    /// <summary>The elements in float32, in a copy.</summary>
    public static float[] Read(OrtValue value, TensorElementType type) => type switch
    {
        TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        TensorElementType.Float16 => Singles(value.GetTensorDataAsSpan<Float16>()),
        TensorElementType.Double => Each(value.GetTensorDataAsSpan<double>(), static number => (float)number),
        TensorElementType.UInt8 => Each(value.GetTensorDataAsSpan<byte>(), static number => (float)number),
        TensorElementType.Bool => Each(value.GetTensorDataAsSpan<bool>(), static yes => yes ? 1f : 0f),
        TensorElementType.Int32 => Each(value.GetTensorDataAsSpan<int>(), static number => (float)number),
        TensorElementType.Int64 => Each(value.GetTensorDataAsSpan<long>(), static number => (float)number),
        _ => throw new ModelException("tensor-type", $"a tensor of {type} cannot be read"),
    };

    /// <summary>Whole numbers in a copy; what is no number counts as -1, which no class has.</summary>
    public static long[] ReadWhole(OrtValue value, TensorElementType type) => type switch
    {
        TensorElementType.Int64 => value.GetTensorDataAsSpan<long>().ToArray(),
        TensorElementType.Int32 => Each(value.GetTensorDataAsSpan<int>(), static number => (long)number),
        _ => Each(Read(value, type), static number => float.IsFinite(number) ? (long)MathF.Round(number) : -1),
    };

    private static Float16[] Halves(ReadOnlySpan<float> values)
    {
        var halves = new Float16[values.Length];
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<Float16, Half>(halves.AsSpan()));
        return halves;
    }

    private static float[] Singles(ReadOnlySpan<Float16> halves)
    {
        var values = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(halves), values);
        return values;
    }

    private static byte Byte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);

    private static TTo[] Each<TFrom, TTo>(ReadOnlySpan<TFrom> values, Func<TFrom, TTo> convert)
    {
        var converted = new TTo[values.Length];
        for (var i = 0; i < values.Length; i++) converted[i] = convert(values[i]);
        return converted;
    }
}
