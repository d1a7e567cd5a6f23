using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Reports.Labels;
using VividMed.Reports.Structure;
using VividMed.Taxonomy;

namespace VividMed.Reports.Documents;

/// <summary>The JSON answer to one tagged report: sections, findings of the body, and labels.</summary>
public sealed record ReportTagDocument(
    IReadOnlyList<ReportSection> Sections,
    IReadOnlyList<FindingDocument> Findings,
    ReportLabels Labels)
{
    /// <summary>camelCase members; enums in kebab case (<c>not-mentioned</c>).</summary>
    public static JsonSerializerOptions JsonFormat { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>All offsets point into <paramref name="original"/>, the text that was tagged.</summary>
    public static ReportTagDocument From(TaggedReport report, string original, TargetTaxonomy taxonomy)
    {
        var source = new SourceMap(original, report.Text);
        return new(
            [.. report.Sections.Select(section => Locate(section, source))],
            [.. report.Findings.Select(finding => FindingDocument.From(finding, source))],
            ReportLabels.From(report, taxonomy));
    }

    /// <summary>One line in <see cref="JsonFormat"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat);

    private static ReportSection Locate(ReportSection section, SourceMap source)
    {
        var span = source.Locate(section.Start, section.End);
        return section with { Start = span.Start, End = span.End };
    }
}
