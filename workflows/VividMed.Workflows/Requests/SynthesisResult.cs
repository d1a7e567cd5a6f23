namespace VividMed.Workflows.Requests;

/// <summary>
/// How a run ended. <see cref="Version"/> is the committed version's folder; counts close: planned = written + quarantined + excluded.
/// </summary>
public sealed record SynthesisResult
{
    public required string Run { get; init; }

    public required string Version { get; init; }

    /// <summary>Over all partitions; its phase is <c>finished</c>.</summary>
    public required SynthesisProgress Totals { get; init; }

    /// <summary>The quarantined share exceeded the run's limit: the version is committed, training did not start.</summary>
    public bool QuarantineExceeded { get; init; }

    /// <summary>False when the review gate timed out or was answered with a rejection; training did not start.</summary>
    public bool ReviewPassed { get; init; } = true;

    /// <summary>Null where none was asked for, nothing was written, or the quarantine or the review forbade it.</summary>
    public TrainingResult? Training { get; init; }
}
