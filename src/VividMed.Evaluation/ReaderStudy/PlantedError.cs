using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>The six ways in which a draft is made wrong.</summary>
public enum PlantedErrorKind
{
    /// <summary>A sentence with a finding is gone.</summary>
    Omission,

    /// <summary>A sentence with a finding that the report does not have.</summary>
    Insertion,

    /// <summary>Left for right, or right for left.</summary>
    Direction,

    /// <summary>Another number.</summary>
    Size,

    /// <summary>Centimeters for millimeters, or the other way around.</summary>
    Unit,

    /// <summary>Two letters of a finding's word have changed places.</summary>
    Typo,
}

/// <summary>Words of the report that others take the place of: text[Start..End] in UTF-16 code units.</summary>
public readonly record struct TextEdit(int Start, int End, string Words)
{
    /// <summary>Whether two edits share a place or lie side by side, so that neither stands alone any more.</summary>
    public bool Meets(TextEdit other) => Start <= other.End && other.Start <= End;
}

/// <summary>An error that a report has room for: the same in every sentence that states it, so that no other one gives it away.</summary>
/// <param name="Side">The side that is true of it.</param>
public sealed record PlantableError(PlantedErrorKind Kind, string Target, Side Side, IReadOnlyList<TextEdit> Edits)
{
    /// <summary>Whether two errors cannot be told apart by their place or by what they are on.</summary>
    public bool Meets(PlantableError other) => Target == other.Target || Edits.Any(edit => other.Edits.Any(edit.Meets));
}

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
