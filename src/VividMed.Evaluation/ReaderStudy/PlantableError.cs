using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>An error that a report has room for: the same in every sentence that states it, so that no other one gives it away.</summary>
/// <param name="Side">The side that is true of it.</param>
public sealed record PlantableError(PlantedErrorKind Kind, string Target, Side Side, IReadOnlyList<TextEdit> Edits)
{
    /// <summary>Whether two errors cannot be told apart by their place or by what they are on.</summary>
    public bool Meets(PlantableError other) => Target == other.Target || Edits.Any(edit => other.Edits.Any(edit.Meets));
}
