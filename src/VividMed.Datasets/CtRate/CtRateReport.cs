namespace VividMed.Datasets;

/// <summary>
/// A scan's report as text: one line a part that is not empty, each under its heading, in the order ClinicalInformation, Technique, Findings, Impression.
/// </summary>
internal static class CtRateReport
{
    public const string Volume = "VolumeName";
    public static readonly (string Column, string Heading)[] Parts =
    [
        ("ClinicalInformation_EN", "ClinicalInformation"), ("Technique_EN", "Technique"), ("Findings_EN", "Findings"), ("Impressions_EN", "Impression"),
    ];

    /// <summary>Null where both findings and impression are empty.</summary>
    public static string? Join(IReadOnlyList<string> parts)
    {
        var lines = parts.Select(static (text, part) => (Parts[part].Heading, Text: OnOneLine(text))).Where(static line => line.Text.Length > 0).ToArray();
        return lines.Any(static line => line.Heading is "Findings" or "Impression") ? string.Join('\n', lines.Select(static line => $"{line.Heading}: {line.Text}")) : null;
    }

    private static string OnOneLine(string text) => text.Trim().ReplaceLineEndings(" ");
}
