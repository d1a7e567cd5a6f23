namespace VividMed.Reports;

/// <summary>A finding as the command line prints it; offsets are UTF-16 code units of the normalised text.</summary>
public sealed record FindingDocument(
    string Text,
    int Start,
    int End,
    string Target,
    FindingKind Kind,
    Polarity Polarity,
    Temporality Temporality,
    Side Side,
    int Sentence,
    string? Location,
    IReadOnlyList<string> Modifiers)
{
    public static FindingDocument From(Finding finding) => new(
        finding.Text, finding.Start, finding.End, finding.Target, finding.Kind, finding.Polarity, finding.Temporality, finding.Side, finding.Sentence, finding.Location, finding.Modifiers);
}
