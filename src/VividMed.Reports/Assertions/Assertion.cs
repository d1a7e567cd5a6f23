namespace VividMed.Reports;

/// <summary>What a sentence asserts of a phrase in it.</summary>
public readonly record struct Assertion(Polarity Polarity, Temporality Temporality, Experiencer Experiencer);
