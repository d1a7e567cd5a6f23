using VividMed.Datasets.Selection;

namespace VividMed.Workflows.Requests;

/// <summary>
/// One dataset run: what <c>SynthesizeDataset</c> is started with. Carries places and options only; never a secret, never report text.
/// </summary>
public sealed record SynthesisRequest
{
    /// <summary>The run's name: the orchestration's instance id and the folder below <c>runs/</c>.</summary>
    public required string Run { get; init; }

    /// <summary>mimic-cxr, ct-rate, cxr-csv, ct-csv or mr-csv.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's folder as the workers see it, or its container's address without any secret.</summary>
    public required string Root { get; init; }

    /// <summary>The store for everything the run writes: a folder or a blob container's address.</summary>
    public required string Out { get; init; }

    /// <summary>The folder with the models' manifests and the taxonomy as the workers see it.</summary>
    public required string Models { get; init; }

    /// <summary>A text file with one study id a line; null takes every study.</summary>
    public string? IdsFile { get; init; }

    /// <summary>Splits to take; none takes all.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>Views to take, by name or group; none takes the frontal ones.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>At most so many studies.</summary>
    public int? Limit { get; init; }

    /// <summary>CT: takes every reconstruction of a scan.</summary>
    public bool AllReconstructions { get; init; }

    /// <summary>Models, sizes and limits; part of it decides what samples look like.</summary>
    public SynthesisOptions Options { get; init; } = new();

    /// <summary>What this run may do beyond the usual.</summary>
    public RunPermissions Permissions { get; init; } = new();

    /// <summary>Set to try quarantined studies again.</summary>
    public QuarantineReplay? Replay { get; init; }

    /// <summary>Set to train on the version that the run commits.</summary>
    public TrainingRequest? Training { get; init; }

    /// <summary>The studies that the request asks for; reads the list of ids.</summary>
    public StudySelection Select() => new()
    {
        Ids = IdsFile is null ? null : ReadIds(IdsFile),
        Splits = Splits,
        Views = Views,
        Limit = Limit,
        AllReconstructions = AllReconstructions,
    };

    /// <summary>A hand-made list: blank lines and lines that begin with # are passed over.</summary>
    public static HashSet<string> ReadIds(string file) =>
        File.ReadLines(file)
            .Select(line => line.Trim().TrimStart('\uFEFF'))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToHashSet(StringComparer.Ordinal);
}

/// <summary>A partition of a run, as orchestrations and activities hand it on: a place to read, not the studies themselves.</summary>
/// <param name="Attempt">Which plan of the run it belongs to: a run that lost the race for its version plans again.</param>
/// <param name="Recipe">What it is to be made by; a worker that would make it otherwise does not touch it.</param>
public sealed record PartitionReference(SynthesisRequest Request, string Attempt, RecipeReference Recipe, int Partition);
