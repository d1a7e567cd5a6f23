namespace VividMed.Evaluation.ReaderStudy;

/// <summary>Words of the report that others take the place of: text[Start..End] in UTF-16 code units.</summary>
public readonly record struct TextEdit(int Start, int End, string Words)
{
    /// <summary>Whether two edits share a place or lie side by side, so that neither stands alone any more.</summary>
    public bool Meets(TextEdit other) => Start <= other.End && other.Start <= End;
}
