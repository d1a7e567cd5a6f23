using VividMed.Training.Experiments.Results;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>Something to be counted over held-out studies.</summary>
/// <param name="Of">null where the studies give nothing to count</param>
/// <param name="IsBetterLower">such as a share of errors</param>
internal sealed record Figure(string Name, Func<IReadOnlyList<StudyResult>, double?> Of, bool IsBetterLower = false);
