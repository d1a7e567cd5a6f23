namespace VividMed.Training;

/// <summary>What the tokens propose (one row a token) and what every decoder layer makes of the best of them.</summary>
internal sealed record DetectorOutput<T>(DetectionHeads<T> Proposals, IReadOnlyList<DetectionHeads<T>> Layers)
{
    public DetectionHeads<T> Final => Layers[^1];
}
