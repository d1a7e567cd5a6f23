using VividMed.Taxonomy;

namespace VividMed.Grounding.Confidence;

/// <summary>
/// What share of pairs of one model turned out right, by their uncalibrated confidence: fitted against a truth, so that 0.9 means nine of ten on
/// studies like those.
/// </summary>
/// <param name="Model">The name of the model that found the regions.</param>
/// <param name="Pairs">How many pairs it was fitted on.</param>
/// <param name="Knots">Pairs of uncalibrated confidence and share, both 0 to 1 and neither falling; in between it is interpolated.</param>
public sealed record ConfidenceScale(Modality Modality, string Model, int Pairs, IReadOnlyList<ConfidenceKnot> Knots)
{
    /// <summary>The share for an uncalibrated confidence; beyond the first and last knot as there.</summary>
    public double Of(double raw)
    {
        var next = 0;
        while (next < Knots.Count && Knots[next].Raw < raw) next++;
        if (next == 0) return Knots[0].Share;
        if (next == Knots.Count) return Knots[^1].Share;
        var (from, to) = (Knots[next - 1], Knots[next]);
        return from.Share + ((to.Share - from.Share) * (raw - from.Raw) / (to.Raw - from.Raw));
    }

    internal bool IsSound() => Knots is { Count: > 0 }
        && Knots.All(static knot => knot is { Raw: >= 0 and <= 1, Share: >= 0 and <= 1 })
        && Knots.Zip(Knots.Skip(1)).All(static pair => pair.First.Raw < pair.Second.Raw && pair.First.Share <= pair.Second.Share);
}

/// <summary>One point of a scale.</summary>
public readonly record struct ConfidenceKnot(double Raw, double Share);
