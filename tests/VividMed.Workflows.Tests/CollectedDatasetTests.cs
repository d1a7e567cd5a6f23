using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.TestKit;
using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests;

/// <summary>Runs and collections of the same dataset at the same time.</summary>
public sealed class CollectedDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_goes_on_for_days_loses_nothing_to_collections_and_leaves_no_pin()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        await scene.WritePhantomsAsync(12, seed: 3);
        var request = scene.Request("slow");
        var plan = await scene.PlanAsync(request);
        var pin = await Pins.ReadAsync(scene.Store, "slow", Token);
        Age(scene);
        Assert.Empty((await CollectAsync(scene)).Names);
        for (var partition = 0; partition < plan.Summary.Partitions; partition++)
        {
            await scene.WorkAsync(plan.Partition(partition));
            Age(scene);
            // What was read of the sources is kept all the same: it goes into the index.
            Assert.All((await CollectAsync(scene)).Names, static name => Assert.StartsWith("index/new/", name, StringComparison.Ordinal));
        }

        var commit = await new CommitDataset(scene.Environment).RunAsync(null!, new CommitRequest(request, plan.Attempt));
        await new CollectRun(scene.Environment).RunAsync(null!, request);

        Assert.Equal((await DatasetManifest.LoadAsync(scene.Store, 1, Token)).Buckets.Select(static bucket => Pin.KeyOf(bucket.Split, bucket.Key)).Order(StringComparer.Ordinal), pin!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("versions/0002", commit.Version);
        Assert.Null(await Pins.ReadAsync(scene.Store, "slow", Token));
        Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(2, cancellationToken: Token)).Problems);
    }

    [Fact]
    public async Task A_run_whose_buckets_were_taken_away_all_the_same_commits_nothing_and_plans_again()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var first = await scene.HeadAsync();
        await scene.WritePhantomsAsync(12, seed: 3);
        var request = scene.Request("robbed");
        var plan = await scene.PlanAsync(request);
        for (var partition = 0; partition < plan.Summary.Partitions; partition++) await scene.WorkAsync(plan.Partition(partition));
        await scene.Store.DeleteAsync(BucketStore.NameOf(first.Buckets[0].Split, first.Buckets[0].Key), Token);

        Assert.Null((await new CommitDataset(scene.Environment).RunAsync(null!, new CommitRequest(request, plan.Attempt))).Version);
        Assert.Equal("versions/0002", (await scene.RunAsync(request)).Commit.Version);
    }

    [Fact]
    public async Task A_run_goes_on_numbering_behind_a_version_of_layout_1_and_nothing_of_it_is_collected()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        CopyOldDataset(scene);

        Assert.Equal("versions/0002", (await scene.RunAsync("new")).Commit.Version);

        Age(scene);
        Assert.Empty((await CollectAsync(scene, keep: 1)).Names);
        Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(1, cancellationToken: Token)).Problems);
    }

    private static Task<CollectionReport> CollectAsync(PipelineScene scene, int? keep = null) =>
        new Collector(scene.Store, new CollectionOptions { Keep = keep }).CollectAsync(cancellationToken: Token);

    private static void Age(PipelineScene scene)
    {
        foreach (var file in Directory.EnumerateFiles(scene.Out, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-3));
    }

    private static void CopyOldDataset(PipelineScene scene)
    {
        var old = Repository.Path("tests", "VividMed.Shards.Tests", "Layout1", "versions");
        foreach (var file in Directory.EnumerateFiles(old, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(scene.Out, "versions", Path.GetRelativePath(old, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
