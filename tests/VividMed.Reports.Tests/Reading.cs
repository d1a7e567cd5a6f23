namespace VividMed.Reports.Tests;

/// <summary>Short ways to tag a sentence of either style.</summary>
internal static class Reading
{
    public static TaggedReport Cxr(string findings) => TestTaxonomy.Tagger.Tag("FINDINGS: " + findings, ReportStyle.MimicCxr);

    public static TaggedReport Ct(string findings) => TestTaxonomy.Tagger.Tag("Findings: " + findings, ReportStyle.CtRate);

    public static Finding Finding(this TaggedReport report, string target) =>
        report.Findings.FirstOrDefault(finding => finding.Target == target) ?? throw new Xunit.Sdk.XunitException($"'{target}' is not among: {string.Join(", ", report.Findings.Select(static finding => finding.Target))}");

    public static IEnumerable<string> Targets(this TaggedReport report) => report.Findings.Select(static finding => finding.Target);
}
