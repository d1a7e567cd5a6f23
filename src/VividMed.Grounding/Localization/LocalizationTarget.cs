using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>What to ask a model for: a taxonomy id and a side, None for a model that knows no sides.</summary>
public readonly record struct LocalizationTarget(string Target, Side Side);
