using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>The weighted parts of a loss as scalars; null where the batch supervises nothing of the kind.</summary>
internal sealed record LossTerms(Tensor Language, Tensor? Box, Tensor? Objectness, Tensor? Mask)
{
    public Tensor Total()
    {
        var total = Language;
        if (Box is not null) total = total + Box;
        if (Objectness is not null) total = total + Objectness;
        return Mask is null ? total : total + Mask;
    }

    public StepLoss Values() => new(Value(Language), Value(Box), Value(Objectness), Value(Mask));

    private static float Value(Tensor? scalar) => scalar is null ? 0 : scalar.item<float>();
}
