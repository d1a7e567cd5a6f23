namespace VividMed.Training.VisionLanguage;

/// <summary>A phrase of a batch: its image's row, its closing sign's place among the flattened hidden states, and the regions to find.</summary>
internal sealed record PhraseTarget(int Row, int Position, IReadOnlyList<RegionTarget> Regions)
{
    /// <summary>The union of the phrase's masks, or null when it has none.</summary>
    public float[]? Mask()
    {
        float[]? union = null;
        foreach (var mask in Regions.Select(static region => region.Mask).OfType<float[]>())
        {
            union = union is null ? mask : [.. union.Zip(mask, Math.Max)];
        }

        return union;
    }
}
