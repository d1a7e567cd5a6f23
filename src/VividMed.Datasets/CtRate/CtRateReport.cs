namespace VividMed.Datasets;

/// <summary>A scan's report: one line for each part that is not empty, in the order ClinicalInformation, Technique, Findings, Impression.</summary>
internal static class CtRateReport
{
    public const string Volume = "VolumeName";
    public static readonly (string Column, string Heading)[] Parts =
    [
        ("ClinicalInformation_EN", "ClinicalInformation"), ("Technique_EN", "Technique"), ("Findings_EN", "Findings"), ("Impressions_EN", "Impression"),
    ];

    /// <summary>Null where both findings and impression are empty.</summary>
    public static string? Join(IReadOnlyList<string> parts) => ReportParts.Join(Parts.Zip(parts, static (part, text) => (part.Heading, text)));
}
