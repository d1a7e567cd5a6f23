using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// A phrase with its regions, held against the truth. <paramref name="Raw"/> is its confidence without calibration, <paramref name="Stated"/> what
/// the sample says; right is a pair all of whose regions agree with the truth of its mention.
/// </summary>
public readonly record struct ScoredPair(Modality Modality, string Model, double Raw, double Stated, bool IsRight);
