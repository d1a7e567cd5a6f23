using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>How a report is laid out: headings on their own lines (MIMIC-CXR) or named parts of running text (CT-RATE).</summary>
public enum ReportStyle
{
    MimicCxr,
    CtRate,
}

/// <summary>Tells how a report is laid out.</summary>
public static class ReportStyles
{
    /// <summary>Radiographs come with MIMIC-CXR's style, CT with CT-RATE's, and MR as CT.</summary>
    public static ReportStyle For(Modality modality) => modality.IsVolume() ? ReportStyle.CtRate : ReportStyle.MimicCxr;

    /// <summary>Running text without line breaks is of CT-RATE's style, anything else of MIMIC-CXR's.</summary>
    public static ReportStyle Detect(string text) =>
        text.AsSpan().Trim().IndexOfAny('\r', '\n') < 0 ? ReportStyle.CtRate : ReportStyle.MimicCxr;
}
