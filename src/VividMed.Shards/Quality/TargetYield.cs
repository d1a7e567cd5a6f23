namespace VividMed.Shards;

/// <summary>How many phrases name a target, and how many of them have at least one region.</summary>
public sealed record TargetYield(long Phrases, long Grounded)
{
    public double Share => Phrases == 0 ? 0 : (double)Grounded / Phrases;

    public TargetYield Plus(TargetYield other) => new(Phrases + other.Phrases, Grounded + other.Grounded);
}
