using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Cli.Tests.Images;
using VividMed.Datasets;
using VividMed.Taxonomy;

namespace VividMed.Cli.Tests.Running;

[Collection(Captured.Console)]
public sealed class DryRunTests
{
    [Theory]
    [InlineData("mimic-cxr", "missing-report", "mimic-cxr-reports.zip")]
    [InlineData("ct-rate", "missing-report", "radiology_text_reports/")]
    [InlineData("cxr-csv", "missing-report", "reports.csv needs a line")]
    [InlineData("ct-csv", "missing-file", "images.csv")]
    [InlineData("mimic-cxr", "missing-file", "files/")]
    [InlineData("cxr-csv", "no-images", "images.csv needs a line")]
    public async Task What_helps_where_no_study_takes_part_is_said_in_the_dataset_s_own_words(string dataset, string reason, string told)
    {
        await using var progress = CountProgress.Start("studies");

        var plan = await DryRun.OverAsync(Excluded(reason), dataset, partitionSize: 64, progress, TestContext.Current.CancellationToken);

        Assert.Contains(told, plan.Hint, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<Study> Excluded(string reason)
    {
        await Task.CompletedTask;
        yield return new Study("s1", "p1", "train", Modality.Cxr, [], Report: null, [], reason);
    }
}
