using VividMed.Training.Experiments.Plans;

namespace VividMed.Cli.Experiments;

/// <summary>Where an experiment lies and what it learns from.</summary>
/// <param name="Shards">Stores of versions; none makes phantoms.</param>
/// <param name="Truth">The folder of the truth of shards that were made of phantoms; null where there is none.</param>
/// <param name="Cxr">Phantom radiographs.</param>
/// <param name="Ct">Phantom scans.</param>
/// <param name="Mr">Phantom MR.</param>
internal sealed record ExperimentSetting(string Out, string Models, IReadOnlyList<string> Shards, string? Truth, int Cxr, int Ct, int Mr, ExperimentOptions Options);
