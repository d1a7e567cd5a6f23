using VividMed.Datasets;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Start;

/// <summary>
/// What the program that serves the page lends it to begin runs: the same that its commands do. Failures are thrown, and said in a line.
/// </summary>
/// <param name="Ask">Turns what somebody filled in into what a run is asked for, with everything else as it is set for this program.</param>
/// <param name="Again">The same as an earlier request under a new name, without what was meant for that run alone.</param>
/// <param name="PlanAsync">Looks at the sources, and writes nothing.</param>
/// <param name="StartAsync">Starts the run, or finds the one that is at it already.</param>
public sealed record RunDesk(
    Func<RunOrder, SynthesisRequest> Ask,
    Func<SynthesisRequest, SynthesisRequest> Again,
    Func<SynthesisRequest, CancellationToken, Task<RunPlan>> PlanAsync,
    Func<SynthesisRequest, CancellationToken, Task<RunBegun>> StartAsync)
{
    /// <summary>Where runs write unless somebody says otherwise; null where that is not known.</summary>
    public string? Out { get; init; }
}

/// <summary>What somebody filled in.</summary>
public sealed record RunOrder
{
    public string Dataset { get; init; } = DatasetFactory.Names[0];

    public string Root { get; init; } = "";

    public string Out { get; init; } = "";

    /// <summary>The run's name; empty for one made of the dataset and the time.</summary>
    public string Name { get; init; } = "";

    /// <summary>With commas; empty for all.</summary>
    public string Splits { get; init; } = "";

    /// <summary>With commas; empty for the frontal ones.</summary>
    public string Views { get; init; } = "";

    public int? Limit { get; init; }

    public int? PartitionSize { get; init; }

    public bool AwaitReview { get; init; }

    public bool Train { get; init; }

    public int TrainSteps { get; init; } = 200;
}

/// <summary>What a run would do.</summary>
/// <param name="Rows">Counts by name, for people.</param>
/// <param name="Studies">Studies that take part.</param>
/// <param name="Preview">What of it is new or changed.</param>
/// <param name="Hint">What to do where nothing would be done; null where something would.</param>
public sealed record RunPlan(IReadOnlyList<IReadOnlyList<string>> Rows, int Studies, PlanPreview Preview, string? Hint);

/// <summary>The run that was begun, or that was at it already, and what became of the order.</summary>
public sealed record RunBegun(string Run, string What);
