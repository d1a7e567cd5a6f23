namespace VividMed.Reports;

/// <summary>How a report is laid out: headings on their own lines (MIMIC-CXR) or named parts of running text (CT-RATE).</summary>
public enum ReportStyle
{
    MimicCxr,
    CtRate,
}
