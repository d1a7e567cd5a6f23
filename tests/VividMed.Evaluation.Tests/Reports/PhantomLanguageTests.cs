using VividMed.Evaluation.Reports;
using VividMed.Grounding.Tests;
using VividMed.Phantoms.Writing;
using VividMed.Reports.Wordings;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.Reports;

/// <summary>The reports of phantoms, whose shapes of sentences the tagger's rules were not made from, against what they are known to say.</summary>
public sealed class PhantomLanguageTests
{
    [Fact]
    public async Task The_tagger_reads_what_phantom_reports_say()
    {
        using var folder = new TemporaryFolder();
        await PhantomDataset.WriteAsync(folder.Root, 48, 16, seed: 20, cancellationToken: TestContext.Current.CancellationToken);

        var rows = GoldFile.Read(folder.Path("gold.jsonl")).ToList();
        var evaluation = new ReportEvaluator(Scene.Vocabulary, ReportLanguage.BuiltIn).Evaluate(
            rows, new EvaluationOptions([LabelSet.Frames], Resamples: 0), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(64, rows.Count);
        var scores = Assert.Single(evaluation.Sets).Classes.ToDictionary(static score => score.Label);
        Assert.All(["strict", "presentNow", "side", "size", "change", "doubt", "count"], question => Assert.True(scores[question].F1.Value >= 0.99, question));
        Assert.True(scores["strict"].Hits > 300);
        Assert.True(scores["count"].Hits > 0);
    }
}
