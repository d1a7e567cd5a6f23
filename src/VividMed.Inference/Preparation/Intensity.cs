using System.Numerics.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>The steps that change values one by one, in float32 and in the order of operations of the field's frameworks.</summary>
internal static class Intensity
{
    /// <summary>Below the lowest deviation a region counts as constant.</summary>
    private const double LeastDeviation = 1e-6;

    public static void Clip(Span<float> values, double low, double high)
    {
        var (floor, ceiling) = ((float)low, (float)high);
        for (var i = 0; i < values.Length; i++) values[i] = float.IsNaN(values[i]) ? floor : Math.Clamp(values[i], floor, ceiling);
    }

    /// <summary>(value - origin) / unit.</summary>
    public static void Shift(Span<float> values, double origin, double unit)
    {
        TensorPrimitives.Subtract(values, (float)origin, values);
        TensorPrimitives.Divide(values, (float)Math.Max(unit, LeastDeviation), values);
    }

    public static void UnitRange(Span<float> values, float low, float high)
    {
        if (high > low) Shift(values, low, high - low);
        else values.Clear();
    }

    /// <summary>The steps that need no statistics.</summary>
    public static void Fixed(Span<float> values, PreparationStep step, int channel)
    {
        switch (step)
        {
            case DivideStep divide:
                TensorPrimitives.Divide(values, (float)divide.By, values);
                break;
            case ScaleStep scale:
                TensorPrimitives.Multiply(values, (float)scale.Factor, values);
                TensorPrimitives.Add(values, (float)scale.Offset, values);
                break;
            case NormalizeStep normalize:
                TensorPrimitives.Subtract(values, (float)normalize.Mean[normalize.Mean.Count == 1 ? 0 : channel], values);
                TensorPrimitives.Divide(values, (float)normalize.Std[normalize.Std.Count == 1 ? 0 : channel], values);
                break;
            default:
                throw new ModelException("manifest-invalid", $"the step {step.GetType().Name} does not work on values");
        }
    }
}
