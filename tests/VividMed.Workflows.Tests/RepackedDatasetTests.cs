using VividMed.Datasets.Files;
using VividMed.Shards;
using VividMed.Shards.Collection;
using VividMed.Shards.Comparison;
using VividMed.Shards.Repacking;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>A dataset whose buckets are cut anew, and the runs after that.</summary>
public sealed class RepackedDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_samples_are_in_fewer_buckets_and_the_next_run_finds_nothing_new()
    {
        using var scene = await GrownAsync();
        var before = await scene.HeadAsync();

        var report = await Repacker(scene).RepackAsync(dryRun: false, Token);

        var after = await scene.HeadAsync();
        Assert.Equal((before.Version, before.Version + 1), (report.Parent, report.Version));
        Assert.Equal((before.Buckets.Count, after.Buckets.Count), (report.Before, report.After));
        Assert.True(after.Buckets.Count < before.Buckets.Count);
        Assert.Equal((before.Counts.Planned, before.Counts.Written, before.Counts.Quarantined), (after.Counts.Planned, after.Counts.Written, after.Counts.Quarantined));
        Assert.Equal(["repacked"], after.Changes.Why);
        Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(after.Version, cancellationToken: Token)).Problems);
        var difference = await new VersionDiffer(scene.Store).CompareAsync(before.Version, after.Version, cancellationToken: Token);
        Assert.Equal((after.Counts.Written, 0, 0, 0), (difference.Unchanged, difference.Added.Count, difference.Removed.Count, difference.Changed.Count));
        Assert.Equal((0, 0), (difference.Entered.Count, difference.Left.Count));
        Assert.Null(await Pins.ReadAsync(scene.Store, "repack", Token));
        var (compared, again) = ((await VersionReader.MeasureAsync(scene.Store, before, Token)).Duplicates, (await VersionReader.MeasureAsync(scene.Store, after, Token)).Duplicates);
        Assert.True(compared!.Images >= before.Counts.Written);
        Assert.Equal((compared.Images, compared.Unmeasured, compared.Groups), (again!.Images, again.Unmeasured, again.Groups));
        Assert.Equal((0, false), await scene.RunAsync("later") is var run ? (run.Plan.Partitions, run.Commit.Committed) : default);
    }

    [Fact]
    public async Task A_repack_that_a_run_overtakes_commits_nothing()
    {
        using var scene = await GrownAsync();
        var store = InterruptedStore.Over(scene.Store, "StageAsync", async () =>
        {
            await DatasetEdits.AddSynonymAsync(scene);
            await scene.RunAsync("overtaker");
        });

        var refusal = await Assert.ThrowsAsync<ShardException>(
            () => new Repacker(store, 64, PlannedImages.OfFiles, "repack", "program").RepackAsync(dryRun: false, Token));

        Assert.Equal("outrun", refusal.Code);
        Assert.Equal("overtaker", (await scene.HeadAsync()).Run);
        Assert.Null(await Pins.ReadAsync(scene.Store, "repack", Token));
    }

    [Fact]
    public async Task A_study_in_quarantine_moves_along()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await DatasetEdits.BreakAsync(scene);
        await scene.RunAsync("first");
        var before = await VersionQuarantine.ReadAsync(scene.Store, await scene.HeadAsync(), Token).ToListAsync(Token);

        await Repacker(scene).RepackAsync(dryRun: false, Token);

        var head = await scene.HeadAsync();
        Assert.NotEmpty(before);
        Assert.Equal(before, await VersionQuarantine.ReadAsync(scene.Store, head, Token).ToListAsync(Token));
        Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(head.Version, cancellationToken: Token)).Problems);
    }

    [Theory]
    [InlineData("mimic-cxr", 9)]
    [InlineData("ct-rate", 3)]
    public async Task A_lexicon_change_finds_the_joined_pictures(string dataset, int studies)
    {
        using var scene = await PipelineScene.OpenAsync(dataset, studies);
        var request = scene.Request("first") is var asked ? asked with { Options = asked.Options with { PartitionSize = 1 } } : asked;
        await scene.RunAsync(request);
        var images = dataset == "ct-rate" ? await PlannedImages.ReadAsync(DatasetSource.Open(dataset, scene.Data), Token) : PlannedImages.OfFiles;
        await new Repacker(scene.Store, 64, images, "repack", "program").RepackAsync(dryRun: false, Token);
        var repacked = await scene.HeadAsync();

        await DatasetEdits.AddSynonymAsync(scene);
        await scene.RunAsync(request with { Run = "lexicon" });

        var head = await scene.HeadAsync();
        Assert.Equal(repacked.Version + 1, head.Version);
        Assert.Equal(PicturesOf(repacked), PicturesOf(head));
        Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(head.Version, cancellationToken: Token)).Problems);
    }

    [Fact]
    public async Task What_would_change_nothing_is_refused_and_a_dry_run_writes_nothing()
    {
        using var scene = await GrownAsync();
        var files = DatasetEdits.ContentsOf(scene);

        Assert.Null((await Repacker(scene).RepackAsync(dryRun: true, Token)).Version);
        Assert.Equal(files, DatasetEdits.ContentsOf(scene));
        await Repacker(scene).RepackAsync(dryRun: false, Token);
        var refused = await Assert.ThrowsAsync<ShardException>(() => Repacker(scene).RepackAsync(dryRun: false, Token));
        Assert.Equal("nothing-to-repack", refused.Code);
    }

    private static List<string> PicturesOf(DatasetManifest manifest) =>
        [.. manifest.Buckets.Select(static bucket => bucket.Pictures!.Name).Order(StringComparer.Ordinal)];

    private static Repacker Repacker(PipelineScene scene) => new(scene.Store, 64, PlannedImages.OfFiles, "repack", "program");

    private static async Task<PipelineScene> GrownAsync()
    {
        var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        await scene.WritePhantomsAsync(12, seed: 3);
        await scene.RunAsync("second");
        return scene;
    }
}
