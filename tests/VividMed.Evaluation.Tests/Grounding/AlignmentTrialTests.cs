using VividMed.Evaluation.Grounding;
using VividMed.Grounding.Tests;
using VividMed.Phantoms.Writing;
using VividMed.Reports.Wordings;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.Grounding;

/// <summary>The alignment over phantoms' true regions, among doubled, weak, mirrored and invented boxes: the bars of the design.</summary>
public sealed class AlignmentTrialTests
{
    [Fact]
    public async Task Phantom_reports_get_the_regions_that_they_name_and_no_others()
    {
        using var folder = new TemporaryFolder();
        var truth = await PhantomDataset.WriteAsync(folder.Root, cxrCount: 80, ctCount: 6, seed: 71, cancellationToken: TestContext.Current.CancellationToken);

        var scores = await new AlignerTrial(Scene.Vocabulary, ReportLanguage.BuiltIn).RunAsync(folder.Root, truth, TestContext.Current.CancellationToken);

        var evaluation = GroundingEvaluation.Of(scores, withoutTruth: 0);
        foreach (var figure in evaluation.Overall.Figures) TestContext.Current.TestOutputHelper!.WriteLine($"{figure.Name} {figure.Value:F4} of {figure.Of}");
        foreach (var error in evaluation.Errors.Take(40)) TestContext.Current.TestOutputHelper!.WriteLine($"{error}");
        Assert.True(evaluation.Studies > 70);
        Assert.True(evaluation.Overall["precision"].Value >= 0.98);
        Assert.True(evaluation.Overall["recall"].Value >= 0.95);
        Assert.True(evaluation.Overall["side errors"].Value <= 0.005);
        Assert.True(evaluation.Overall["absent with region"].Value <= 0.02);
    }
}
