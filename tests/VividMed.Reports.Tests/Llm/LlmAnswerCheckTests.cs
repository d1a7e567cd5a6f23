using System.Text;
using CsCheck;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Reports.Tests.Llm;

/// <summary>Whatever a model answers: it is refused as a whole, or every finding stands in the text.</summary>
public sealed class LlmAnswerCheckTests
{
    private static readonly TaggedReport Report = Reading.Cxr("Small left pleural effusion and right basal atelectasis. No pneumothorax, no effusion on the right. The heart is normal.");

    private static readonly LlmAnswerCheck Check = new(TestTaxonomy.Shipped, ReportLanguage.BuiltIn);

    private static readonly Gen<LlmFinding> AnyClaim = Gen.Select(
        Gen.Int[-1, 5],
        Gen.OneOf(Gen.String[1, 12], Gen.OneOf("effusion", "pleural effusion", "pneumothorax", "atelectasis", "heart", "Small left", "no effusion", " ", "e")),
        Gen.OneOf("pleural effusion", "pneumothorax", "atelectasis", "heart", "nothing", ""),
        Gen.Enum<Polarity>(),
        Gen.Enum<Temporality>(),
        Gen.Enum<Side>(),
        static (sentence, quote, target, polarity, time, side) => new LlmFinding(sentence, quote, target, polarity, time, side));

    [Fact]
    public void An_accepted_answer_keeps_text_vocabulary_and_order()
    {
        AnyClaim.Array[0, 8].Sample(static claims =>
        {
            var (findings, faults) = Check.Check(Report, UnsureSentences.Of(Report, LlmScope.All), new LlmAnswer(claims));
            return faults.Count > 0
                ? findings.Count == 0
                : findings.All(static finding => Report.Text[finding.Start..finding.End] == finding.Text && TestTaxonomy.Shipped.Find(finding.Target) is not null)
                    && findings.Zip(findings.Skip(1)).All(static pair => pair.First.Start <= pair.Second.Start)
                    && findings.Count <= claims.Length;
        });
    }

    [Fact]
    public void What_the_rules_know_beside_the_claim_is_kept()
    {
        var report = Reading.Cxr("Small left pleural effusion has improved. No pneumothorax.");
        var claims = new LlmAnswer(
        [
            new LlmFinding(0, "pleural effusion", "pleural effusion", Polarity.Present, Temporality.Current, Side.Left),
            new LlmFinding(1, "pneumothorax", "pneumothorax", Polarity.Uncertain, Temporality.Current, Side.None),
        ]);

        var findings = Check.Check(report, UnsureSentences.Of(report, LlmScope.All), claims).Findings;

        Assert.Equal((Change.Better, "small", Certainty.Definite), (findings[0].Change, findings[0].Severity, findings[0].Certainty));
        Assert.Equal(Certainty.Uncertain, findings[1].Certainty);
        Assert.True(findings[1].TextConfidence < findings[0].TextConfidence);
    }

    [Fact]
    public void What_a_language_of_one_s_own_denies_may_not_be_called_present()
    {
        var text = File.ReadAllText(Repository.Path("models", ReportLanguage.Name)).Replace("\"is free\"", "\"nothing of note\"", StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var own = new LlmAnswerCheck(TestTaxonomy.Shipped, ReportLanguage.Load(stream, ReportLanguage.Name));
        var report = Reading.Cxr("Effusion: nothing of note.");
        var claim = new LlmAnswer([new LlmFinding(0, "Effusion", "pleural effusion", Polarity.Present, Temporality.Current, Side.None)]);

        Assert.Empty(Check.Check(report, UnsureSentences.Of(report, LlmScope.All), claim).Faults);
        Assert.Equal([LlmFault.Polarity], own.Check(report, UnsureSentences.Of(report, LlmScope.All), claim).Faults);
    }

    [Fact]
    public void Any_text_is_an_answer_or_none_and_never_an_error() => Gen.String[0, 200].Sample(static text => { LlmAnswer.Parse(text); });

    [Fact]
    public void The_rules_own_findings_pass_as_an_answer_and_differ_in_nothing()
    {
        var answer = new LlmAnswer([.. Report.Findings.Select(static finding => new LlmFinding(finding.Sentence, finding.Text, finding.Target, finding.Polarity, finding.Temporality, finding.Side))]);

        var (findings, faults) = Check.Check(Report, UnsureSentences.Of(Report, LlmScope.All), answer);

        Assert.Empty(faults);
        Assert.Empty(TagDisagreement.Between(findings, Report.Findings));
        Assert.Equal(Report.Findings.Select(static finding => (finding.Start, finding.End, finding.Target)), findings.Select(static finding => (finding.Start, finding.End, finding.Target)));
    }
}
