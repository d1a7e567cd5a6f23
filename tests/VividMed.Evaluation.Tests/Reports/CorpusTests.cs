using VividMed.Evaluation.Reports;
using VividMed.Reports.Tests;
using VividMed.Reports.Wordings;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.Reports;

/// <summary>How well the rules read real reports with labels given by people. The corpora lie beside the repository or the tests skip.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void X_ray_reports_reach_the_floor_of_report_level_F1()
    {
        Assert.InRange(Evaluate(LabelSet.OpenI13, "corpora", "openi_dev.jsonl").Micro.F1.Value, 0.935, 1);
    }

    [Fact]
    public void CT_reports_reach_the_floor_of_report_level_F1()
    {
        Assert.InRange(Evaluate(LabelSet.CtRate18, "corpora", "ctrate_dev.jsonl").Micro.F1.Value, 0.94, 1);
    }

    [Fact]
    public void Clinical_sentences_reach_the_floors_of_negation_and_history()
    {
        var classes = Evaluate(LabelSet.Negation, "fixtures", "text", "negation-tune.jsonl").Classes;

        Assert.InRange(classes.Single(static score => score.Label == "negated").F1.Value, 0.98, 1);
        Assert.InRange(classes.Single(static score => score.Label == "historical").F1.Value, 0.88, 1);
    }

    private static SetScore Evaluate(LabelSet set, params string[] path) =>
        new ReportEvaluator(TestTaxonomy.Shipped, ReportLanguage.BuiltIn).Evaluate(GoldFile.Read(SharedData.Require(path)), new EvaluationOptions([set], Resamples: 0)).Sets.Single();
}
