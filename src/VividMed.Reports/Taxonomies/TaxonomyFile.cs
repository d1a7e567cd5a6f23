namespace VividMed.Reports;

/// <summary>The taxonomy as it lies on disk.</summary>
internal sealed record TaxonomyFile(int Schema, IReadOnlyList<Target> Targets);
