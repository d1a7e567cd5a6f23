using VividMed.TestKit;

namespace VividMed.Reports.Tests;

/// <summary>How well the rules read real reports with labels given by people. The corpora lie beside the repository or the tests skip.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> OpenITargets = new(StringComparer.Ordinal)
    {
        ["Atelectasis"] = "atelectasis", ["Cardiomegaly"] = "cardiomegaly", ["Effusion"] = "pleural effusion", ["Infiltration"] = "pulmonary infiltrate",
        ["Mass"] = "lung mass", ["Nodule"] = "lung nodule", ["Pneumonia"] = "pneumonia", ["Pneumothorax"] = "pneumothorax",
        ["Consolidation"] = "pulmonary consolidation", ["Edema"] = "pulmonary edema", ["Emphysema"] = "pulmonary emphysema",
        ["Fibrosis"] = "pulmonary fibrosis", ["Pleural_Thickening"] = "pleural thickening",
    };

    [Fact]
    public void X_ray_reports_reach_the_floor_of_report_level_F1()
    {
        var tally = new Tally();
        foreach (var row in JsonLines.Read(SharedData.Require("corpora", "openi_dev.jsonl")))
        {
            var text = $"FINDINGS: {row.GetProperty("findings").GetString()}\n\nIMPRESSION: {row.GetProperty("impression").GetString()}";
            var present = TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr).Findings
                .Where(static finding => finding is { Polarity: Polarity.Present, Temporality: Temporality.Current })
                .Select(static finding => finding.Target)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var (label, target) in OpenITargets)
            {
                tally.Add(label, row.GetProperty("gold14").GetProperty(label).GetInt32() == 1, present.Contains(target), row.GetProperty("uid").GetString()!);
            }
        }

        output.WriteLine(tally.ToString());
        Assert.InRange(tally.F1, 0.88, 1);
    }

    [Fact]
    public void CT_reports_reach_the_floor_of_report_level_F1()
    {
        var tally = new Tally();
        foreach (var row in JsonLines.Read(SharedData.Require("corpora", "ctrate_dev.jsonl")))
        {
            var report = TestTaxonomy.Tagger.Tag("Findings: " + row.GetProperty("report").GetString(), ReportStyle.CtRate);
            var labels = ReportLabels.From(report, TestTaxonomy.Shipped).CtRate18;
            foreach (var label in ReportLabels.CtRate18Names)
            {
                tally.Add(label, row.GetProperty("labels").GetProperty(label).GetInt32() == 1, labels[label] == LabelState.Present, row.GetProperty("id").GetString()!);
            }
        }

        output.WriteLine(tally.ToString());
        Assert.InRange(tally.F1, 0.92, 1);
    }

    [Fact]
    public void Clinical_sentences_reach_the_floor_of_negation_F1()
    {
        var classifier = new AssertionClassifier();
        var tally = new Tally();
        foreach (var row in JsonLines.Read(SharedData.Require("fixtures", "text", "negation-tune.jsonl")))
        {
            var phrase = row.GetProperty("phrase");
            var gold = row.GetProperty("gold");
            var text = row.GetProperty("text").GetString()!;
            var assertion = classifier.Classify(text, new TextSpan(phrase.GetProperty("start").GetInt32(), phrase.GetProperty("end").GetInt32()));
            tally.Add("negated", gold.GetProperty("negation").GetString() == "Negated", assertion.Polarity == Polarity.Absent, row.GetProperty("id").GetString()!);
            tally.Add("historical", gold.GetProperty("temporality").GetString() == "Historical", assertion.Temporality == Temporality.Historical, row.GetProperty("id").GetString()!);
        }

        output.WriteLine(tally.ToString());
        Assert.InRange(tally.F1Of("negated"), 0.95, 1);
    }
}
