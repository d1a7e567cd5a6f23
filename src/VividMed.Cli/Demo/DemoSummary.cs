using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>What the demo prints at its end.</summary>
internal sealed record DemoSummary(IReadOnlyList<DemoDataset> Datasets, TrainingResult? Training, IReadOnlyList<string> Pictures, string Out);
