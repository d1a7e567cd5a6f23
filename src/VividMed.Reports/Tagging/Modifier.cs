namespace VividMed.Reports;

/// <summary>A describing word; Side is None for one that tells no side.</summary>
internal readonly record struct Modifier(Side Side);
