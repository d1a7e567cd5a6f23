using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Reports;

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

    public static ReportTagDocument From(TaggedReport report, Taxonomy taxonomy) => new(
        report.Sections,
        [.. report.Findings.Select(FindingDocument.From)],
        ReportLabels.From(report, taxonomy));

    public string ToJson() => JsonSerializer.Serialize(this, JsonFormat);
}
