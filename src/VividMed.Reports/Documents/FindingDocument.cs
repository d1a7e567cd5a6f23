namespace VividMed.Reports;

/// <summary>A finding as the command line prints it: <paramref name="Text"/> equals text[Start..End] of the report as it was given, in UTF-16 code units.</summary>
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
    public static FindingDocument From(Finding finding, SourceMap source)
    {
        var span = source.Locate(finding.Start, finding.End);
        return new(
            source.Text(span), span.Start, span.End, finding.Target, finding.Kind, finding.Polarity, finding.Temporality, finding.Side, finding.Sentence, finding.Location, finding.Modifiers);
    }
}
