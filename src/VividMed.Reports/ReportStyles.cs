namespace VividMed.Reports;

/// <summary>Tells how a report is laid out.</summary>
public static class ReportStyles
{
    /// <summary>Running text without line breaks is of CT-RATE's style, anything else of MIMIC-CXR's.</summary>
    public static ReportStyle Detect(string text) => text.AsSpan().Trim().IndexOfAny('\r', '\n') < 0 ? ReportStyle.CtRate : ReportStyle.MimicCxr;
}
