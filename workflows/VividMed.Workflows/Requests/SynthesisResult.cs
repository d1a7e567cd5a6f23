using VividMed.Shards.Versions;

namespace VividMed.Workflows.Requests;

/// <summary>How a run ended. Counts close: planned = written + quarantined + excluded, those of buckets that stood before included.</summary>
public sealed record SynthesisResult
{
    public required string Run { get; init; }

    /// <summary>The folder of the version that holds the dataset as it is now, such as <c>versions/0002</c>; null where none was committed.</summary>
    public required string? Version { get; init; }

    /// <summary>Whether the run committed that version; false where it was there before.</summary>
    public bool Committed { get; init; }

    /// <summary>What that version changed against the one before; null where the run committed none.</summary>
    public VersionChanges? Changes { get; init; }

    /// <summary>Over all partitions; its phase is <c>finished</c>.</summary>
    public required SynthesisProgress Totals { get; init; }

    /// <summary>The quarantined share exceeded the run's limit: nothing was committed unless the run was told to, and no training started.</summary>
    public bool QuarantineExceeded { get; init; }

    /// <summary>Why the run stopped before its end: the recipe changed under it. Null where it came to its end.</summary>
    public string? Superseded { get; init; }

    /// <summary>False when the review gate timed out or was answered with a rejection; training did not start.</summary>
    public bool ReviewPassed { get; init; } = true;

    /// <summary>Null where none was asked for, nothing was written, or the quarantine or the review forbade it.</summary>
    public TrainingResult? Training { get; init; }
}
