namespace VividMed.Reports;

/// <summary>
/// A finding told by a structure and its state in one clause. States make it present, Normal makes it absent, Borderline uncertain.
/// </summary>
public sealed record Composition
{
    public required IReadOnlyList<string> Structures { get; init; }

    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Normal { get; init; } = [];

    public IReadOnlyList<string> Borderline { get; init; } = [];
}
