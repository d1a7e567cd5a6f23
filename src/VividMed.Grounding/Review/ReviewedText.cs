using System.Security.Cryptography;
using System.Text;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Review;

/// <summary>
/// A tagged report as its reviewers have it: what they say the tagger misread is read their way before any image is searched, so that what
/// was passed over is looked for too. Verdicts on another text than this one are passed over.
/// </summary>
public sealed class ReviewedText(TargetTaxonomy taxonomy)
{
    /// <summary>Of a sample's report text: what a verdict names it by.</summary>
    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The report with the corrections of its words; the report itself where none speaks of it.</summary>
    /// <param name="corrections">Those of the study that are in force.</param>
    public TaggedReport Correct(TaggedReport report, IReadOnlyList<ReviewVerdict> corrections)
    {
        if (corrections.Count == 0) return report;
        var digest = DigestOf(report.Text);
        var findings = report.Findings.ToList();
        foreach (var verdict in corrections.Where(verdict => verdict.ReportSha256 == digest && verdict.End <= report.Text.Length))
        {
            if (verdict.Kind == VerdictKind.Missed) AddMissed(report, findings, verdict);
            else Correct(findings, verdict);
        }

        return findings.SequenceEqual(report.Findings)
            ? report
            : report with { Findings = [.. findings.OrderBy(static finding => finding.Start).ThenBy(static finding => finding.End)] };
    }

    private void Correct(List<Finding> findings, ReviewVerdict verdict)
    {
        for (var i = findings.Count - 1; i >= 0; i--)
        {
            if (!IsOf(findings[i], verdict)) continue;
            switch (verdict.Kind)
            {
                case VerdictKind.WrongPhrase when verdict.Correction?.Target is { } other && taxonomy.Find(other) is { } target:
                    findings[i] = Read(findings[i] with { Target = target.Id, Kind = target.Kind }, verdict.Correction);
                    break;
                case VerdictKind.WrongPhrase:
                    findings.RemoveAt(i);
                    break;
                case VerdictKind.WrongText or VerdictKind.WrongSide when verdict.Correction is { } reading:
                    findings[i] = Read(findings[i], reading);
                    break;
            }
        }
    }

    /// <summary>Words that no finding of this target has; of a finding that is there only the region was missed.</summary>
    private void AddMissed(TaggedReport report, List<Finding> findings, ReviewVerdict verdict)
    {
        if (findings.Exists(finding => IsOf(finding, verdict)) || taxonomy.Find(verdict.Target) is not { } target) return;
        var finding = new Finding(
            verdict.Start, verdict.End, report.Text[verdict.Start..verdict.End], target.Id, target.Kind, Polarity.Present, Temporality.Current,
            Side.None, SentenceOf(report, verdict.Start), [])
        {
            Frame = findings.Count == 0 ? 0 : findings.Max(static other => other.Frame) + 1,
        };
        findings.Add(Read(finding, verdict.Correction ?? new ReviewCorrection()));
    }

    private static Finding Read(Finding finding, ReviewCorrection correction)
    {
        var read = finding with
        {
            Side = correction.Side ?? finding.Side,
            Temporality = correction.Temporality ?? finding.Temporality,
            TextConfidence = 1,
        };
        return correction.Polarity is not { } polarity ? read : read with
        {
            Polarity = polarity,
            IsAlternative = false,
            Certainty = polarity switch
            {
                Polarity.Present => Certainty.Definite,
                Polarity.Absent => Certainty.Absent,
                _ => Certainty.Uncertain,
            },
        };
    }

    private static bool IsOf(Finding finding, ReviewVerdict verdict) =>
        finding.Start == verdict.Start && finding.End == verdict.End && finding.Target == verdict.Target;

    private static int SentenceOf(TaggedReport report, int start)
    {
        var sentence = 0;
        while (sentence + 1 < report.Sentences.Count && report.Sentences[sentence + 1].Start <= start) sentence++;
        return sentence;
    }
}
