using VividMed.Grounding;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>What a model is to write of a report: its findings, or all of it where it has no such section.</summary>
internal static class ReportBody
{
    /// <summary>As UTF-16 offsets into the text, the end exclusive.</summary>
    public static (int Start, int End) Of(SampleReport report)
    {
        var section = report.Sections.FirstOrDefault(static section => section.Name == "findings");
        return section is { } found && found.End > found.Start ? (found.Start, found.End) : (0, report.Text.Length);
    }
}
