using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>An error as the key has it.</summary>
/// <param name="Side">The side that is true of it.</param>
public sealed record PlantedError(string Id, PlantedErrorKind Kind, string Target, Side Side, IReadOnlyList<ErrorSpot> Spots);

/// <summary>
/// Where an error's words stand in the draft, and what the report has in their place. Of an omission the draft's span is empty, of an
/// insertion the report's.
/// </summary>
public sealed record ErrorSpot(int ReportStart, int ReportEnd, string ReportWords, int DraftStart, int DraftEnd, string DraftWords)
{
    /// <summary>What makes the report wrong.</summary>
    internal TextEdit Edit => new(ReportStart, ReportEnd, DraftWords);
}
