namespace VividMed.Workflows;

/// <summary>
/// One dataset run: what <c>SynthesizeDataset</c> is started with. Carries places and options only; never a secret, never report text.
/// </summary>
public sealed record SynthesisRequest
{
    /// <summary>The run's name: the orchestration's instance id and the folder below <c>runs/</c>.</summary>
    public required string Run { get; init; }

    /// <summary>mimic-cxr or ct-rate.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's folder as the workers see it.</summary>
    public required string Root { get; init; }

    /// <summary>The store for everything the run writes: a folder or a blob container's address.</summary>
    public required string Out { get; init; }

    /// <summary>The folder with the models' manifests and the taxonomy as the workers see it.</summary>
    public required string Models { get; init; }

    /// <summary>A text file with one study id a line; null takes every study.</summary>
    public string? IdsFile { get; init; }

    public SynthesisOptions Options { get; init; } = new();

    /// <summary>Set to train on the version that the run commits.</summary>
    public TrainingRequest? Training { get; init; }
}
