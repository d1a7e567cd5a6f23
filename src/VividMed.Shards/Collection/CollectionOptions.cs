namespace VividMed.Shards.Collection;

/// <summary>What a collection may delete.</summary>
public sealed record CollectionOptions
{
    /// <summary>How many of the newest versions stay; null: all. Those of layout 1 count, and stay in any case.</summary>
    public int? Keep { get; init; }

    /// <summary>Tells what would go, and deletes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Files of runs that are for people to look at and stay.</summary>
    public Func<string, bool> IsKept { get; init; } = static _ => false;
}
