using VividMed.Training.Experiments.Results;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>What one arm said of the held-out studies, a run a seed, in the order of the seeds. One that looks at no image has one run.</summary>
internal sealed record ArmRuns(string Arm, IReadOnlyList<IReadOnlyList<StudyResult>> Runs);
