using System.Text.Json.Serialization;
using VividMed.Reports.Labels;
using VividMed.Reports.Structure;
using VividMed.Taxonomy;

namespace VividMed.Reports.Documents;

/// <summary>
/// The answer to a line without a phrase: the findings of its text; labels where they were asked for; why there are none where the text
/// cannot be read.
/// </summary>
public sealed record FindingsDocument(
    string Id,
    IReadOnlyList<FindingDocument> Findings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportLabels? Labels = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null)
{
    /// <summary>Tags a text; one that cannot be read has no findings and an error.</summary>
    public static FindingsDocument From(string id, string text, ReportStyle style, ReportTagger tagger, TargetTaxonomy? labels = null)
    {
        try
        {
            var report = tagger.Tag(text, style);
            var source = new SourceMap(text, report.Text);
            return new(
                id, [.. report.Findings.Select(finding => FindingDocument.From(finding, source))],
                labels is null ? null : ReportLabels.From(report, labels));
        }
        catch (ReportException refusal)
        {
            return new(id, [], Error: refusal.Message);
        }
    }
}

/// <summary>
/// A finding as the command line prints it: <paramref name="Text"/> equals text[Start..End] of the report as it was given, in UTF-16 code
/// units.
/// </summary>
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
    IReadOnlyList<string> Modifiers,
    Certainty Certainty,
    int Frame,
    double TextConfidence)
{
    /// <summary>What has become of it since the examination before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Change? Change { get; init; }

    /// <summary>How severe or large, in the report's words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Severity { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Count { get; init; }

    /// <summary>Stated extents in millimeters, in the report's order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? SizeMm { get; init; }

    /// <summary>Those of the examination before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? PriorSizeMm { get; init; }

    /// <summary>The finding with its span moved from the normalized text to the one that was given.</summary>
    public static FindingDocument From(Finding finding, SourceMap source)
    {
        var span = source.Locate(finding.Start, finding.End);
        return new(
            source.Text(span), span.Start, span.End, finding.Target, finding.Kind, finding.Polarity, finding.Temporality, finding.Side,
            finding.Sentence, finding.Location, finding.Modifiers, finding.Certainty, finding.Frame, finding.TextConfidence)
        {
            Change = finding.Change,
            Severity = finding.Severity,
            Count = finding.Count,
            SizeMm = finding.SizeMm,
            PriorSizeMm = finding.PriorSizeMm,
        };
    }
}
