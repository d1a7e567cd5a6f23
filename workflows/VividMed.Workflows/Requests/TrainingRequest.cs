namespace VividMed.Workflows;

/// <summary>The chained training: which stages (1 grounding, 2 language, 3 grounded reports), how many steps each, and the seed.</summary>
public sealed record TrainingRequest
{
    public IReadOnlyList<int> Stages { get; init; } = [1, 2, 3];

    public int StepsPerStage { get; init; } = 200;

    public int Seed { get; init; } = 1;
}
