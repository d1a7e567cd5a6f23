using System.Diagnostics;
using System.Text;
using CsCheck;
using VividMed.Reports.Documents;

namespace VividMed.Reports.Tests;

public sealed class TaggingPropertyTests
{
    private static readonly string[] Words =
    [
        "no", "left", "right", "both", "small", "pleural", "effusion", "effusions", "or", "and", "-", ",", ".", ";", "heart", "is", "enlarged", "was", "not", "observed", "lower", "lobe", "lobes", "nodule", "5", "mm",
        "aorta", "calcified", "but", "history", "of", "FINDINGS:", "IMPRESSION:", "\n", "\n \n", "___", "____________", "?", "\"", "bilateral", "in", "the", "lung", "pericardial", "thickening", "1.", "Dr.", "3.5",
    ];

    private static readonly Gen<ReportStyle> Style = Gen.OneOf(Gen.Const(ReportStyle.MimicCxr), Gen.Const(ReportStyle.CtRate));

    [Fact]
    public void Every_finding_equals_its_text_and_lies_within_its_sentence()
    {
        Gen.Select(Gen.OneOf([.. Words.Select(Gen.Const)]).Array[1, 60], Style).Sample(
            static (words, style) => Check("Findings " + string.Join(' ', words), style), iter: 3_000);
    }

    [Fact]
    public void Any_text_at_all_is_read_or_refused_with_a_code()
    {
        Gen.Select(Gen.String[Gen.Char, 0, 200], Style).Sample(static (text, style) => Check(text, style), iter: 3_000);
    }

    [Fact]
    public void The_same_text_is_read_the_same_twice()
    {
        Gen.OneOf([.. Words.Select(Gen.Const)]).Array[1, 60].Sample(
            static words =>
            {
                var text = "Findings " + string.Join(' ', words);
                Assert.Equivalent(TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr), TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr), strict: true);
            },
            iter: 100);
    }

    [Theory]
    [InlineData("no left pleural effusion or calcified aorta ")]
    [InlineData("A: ")]
    [InlineData("pleural, ")]
    [InlineData("calcified ")]
    [InlineData("aorta. ")]
    [InlineData("\n")]
    [InlineData("COMPARISON: ")]
    [InlineData("IMPRESSION: no FINDINGS: ")]
    [InlineData("____________\n ADDENDUM: x\n")]
    [InlineData("1) \"effusion\" (")]
    [InlineData("\U0001D518\u0301 \u202Eno edema\u0000 ")]
    [InlineData("no without not absent ")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void The_longest_report_is_read_in_bounded_time(string unit)
    {
        var text = new StringBuilder("Findings: x ");
        while (text.Length + unit.Length <= ReportTagger.MaximumCharacters) text.Append(unit);
        var clock = Stopwatch.StartNew();

        Check(text.ToString(), ReportStyle.MimicCxr);

        // Some seconds at most; the limit only tells apart what grows with the square of the length.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    private static void Check(string text, ReportStyle style)
    {
        TaggedReport report;
        try
        {
            report = TestTaxonomy.Tagger.Tag(text, style);
        }
        catch (ReportException refusal)
        {
            Assert.Equal("empty-report", refusal.Code);
            return;
        }

        var document = ReportTagDocument.From(report, text, TestTaxonomy.Shipped);
        Assert.All(document.Findings, finding => Assert.Equal(text[finding.Start..finding.End], finding.Text));
        Assert.Equal(report.Findings.Count, document.Findings.Count);
        Assert.All(report.Sections, section => Assert.True(section.Start >= 0 && section.Start < section.End && section.End <= report.Text.Length));
        Assert.All(report.Findings, finding =>
        {
            Assert.Equal(report.Text[finding.Start..finding.End], finding.Text);
            Assert.InRange(finding.Start, report.Sentences[finding.Sentence].Start, report.Sentences[finding.Sentence].End);
            Assert.InRange(finding.End, finding.Start + 1, report.Sentences[finding.Sentence].End);
        });
    }
}
