using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Progress;

/// <summary>A run at one moment.</summary>
public sealed record RunSnapshot(OrchestrationMetadata Instance, SynthesisProgress Progress)
{
    /// <summary>What the run waits for because no worker takes it.</summary>
    public IReadOnlyList<UnservedWork> Unserved { get; init; } = [];

    /// <summary>What the run was started with.</summary>
    public SynthesisRequest Request => Instance.ReadInputAs<SynthesisState>()!.Request;

    /// <summary>How the run ended; null unless it completed.</summary>
    public SynthesisResult? Result =>
        Instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? Instance.ReadOutputAs<SynthesisResult>() : null;

    /// <summary>Studies that have reached their end: written, quarantined or excluded.</summary>
    public int Ended => Progress.Written + Progress.Quarantined + Progress.Excluded;

    /// <summary>Studies worked off a second since the run began its partitions; null before there is anything to divide.</summary>
    public double? StudiesPerSecond(DateTimeOffset now) =>
        Progress.StartedAt is { } start && now > start && Progress.Written + Progress.Quarantined > Progress.Standing
            ? (Progress.Written + Progress.Quarantined - Progress.Standing) / (now - start).TotalSeconds
            : null;

    /// <summary>Time left at the speed so far; null while unknown.</summary>
    public TimeSpan? Remaining(DateTimeOffset now) =>
        StudiesPerSecond(now) is { } speed ? TimeSpan.FromSeconds(Math.Max(0, Progress.Planned - Ended) / speed) : null;
}
