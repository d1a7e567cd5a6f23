using VividMed.Taxonomy;

namespace VividMed.Reports.Wordings;

/// <summary>A describing word: the side that it tells, None for none, or the severity.</summary>
internal readonly record struct Modifier(Side Side, bool IsSeverity = false, bool IsSameSide = false);
