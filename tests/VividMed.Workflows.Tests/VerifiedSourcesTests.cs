using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Shards.Verification;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>A version held against the sources that a run made it from.</summary>
public sealed class VerifiedSourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_are_as_a_run_found_them_also_those_that_it_could_not_use()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var (reports, images) = (Find(scene, "s*.txt"), Find(scene, "*.dcm"));
        await File.WriteAllTextAsync(reports[0], "  ", Token);
        await File.WriteAllBytesAsync(images[^1], new byte[100], Token);
        foreach (var file in (string[])[reports[0], images[^1]]) PipelineScene.Age(file);
        var request = scene.Request("first");
        await scene.RunAsync(request with { Options = request.Options with { MaxQuarantineShare = 1 } });

        var report = await VerifyAsync(scene);

        Assert.Equal(2, (await scene.HeadAsync()).Counts.Quarantined);
        Assert.Equal(9, report.Studies);
        Assert.Empty(report.Problems);
        await scene.WritePhantomsAsync(12, seed: 3);
        Assert.Equal(["source-changed", "source-changed"], (await VerifyAsync(scene)).Problems.Select(static problem => problem.Code));
    }

    [Fact]
    public async Task What_was_edited_or_has_gone_is_found_even_where_length_and_time_were_kept()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var (reports, images) = (Find(scene, "s*.txt"), Find(scene, "*.dcm"));
        var (report, time) = (reports[0], File.GetLastWriteTimeUtc(reports[0]));
        var text = await File.ReadAllTextAsync(report, Token);
        await File.WriteAllTextAsync(report, text.Replace('e', 'a'), Token);
        File.SetLastWriteTimeUtc(report, time);
        File.Delete(images.Last(image => !image.Contains(Path.GetFileNameWithoutExtension(report), StringComparison.Ordinal)));

        var found = await VerifyAsync(scene);

        Assert.Equal(["source-changed", "source-missing"], found.Problems.Select(static problem => problem.Code).Order(StringComparer.Ordinal));
        Assert.Contains(Path.GetFileNameWithoutExtension(report)[1..], found.Problems.Single(static problem => problem.Code == "source-changed").Sample, StringComparison.Ordinal);
        Assert.False(found.IsSound);
    }

    [Fact]
    public async Task Another_kind_of_dataset_is_refused()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 3);
        await scene.RunAsync("first");
        var refused = await Assert.ThrowsAsync<Shards.ShardException>(() =>
            new SourceVerifier(scene.Store, DatasetSource.Open("ct-rate", scene.Data)).VerifyAsync(1, cancellationToken: Token));
        Assert.Equal("other-dataset", refused.Code);
    }

    private static Task<SourceReport> VerifyAsync(PipelineScene scene) =>
        new SourceVerifier(scene.Store, DatasetFactory.Open("mimic-cxr", scene.Data)).VerifyAsync(1, cancellationToken: Token);

    private static List<string> Find(PipelineScene scene, string pattern) =>
        [.. Directory.EnumerateFiles(scene.Data, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
