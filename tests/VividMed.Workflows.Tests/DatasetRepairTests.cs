using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.DatasetEdits;

namespace VividMed.Workflows.Tests;

/// <summary>What is lost, broken or gone: named, worked on again once it is mended, and never in the way of the rest.</summary>
public sealed class DatasetRepairTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_image_is_quarantined_and_its_repair_is_worked_on_by_itself()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var (image, whole) = await BreakAsync(scene);
        await scene.RunAsync("broken");
        var broken = await scene.HeadAsync();
        var lost = Assert.Single(await LostAsync(scene));
        Assert.Equal((8L, 1L), (broken.Counts.Written, broken.Counts.Quarantined));
        Assert.Equal(0, (await scene.RunAsync("again")).Plan.Partitions);

        await File.WriteAllBytesAsync(image, whole, Token);
        PipelineScene.Age(image);
        var repaired = await scene.RunAsync("repaired");

        Assert.Equal(("localize", "truncated-pixel-data", 64), (lost.Stage, lost.Reason, lost.Input!.Length));
        Assert.Equal(1, repaired.Plan.Partitions);
        Assert.Equal((9L, 0L, 1L), (await scene.HeadAsync()) is var head ? (head.Counts.Written, head.Counts.Quarantined, head.Changes.Changed) : default);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_lexicon_change_over_a_bucket_that_lost_a_study_still_opens_no_good_image()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await BreakAsync(scene);
        await scene.RunAsync("broken");
        var before = await scene.HeadAsync();
        await AddSynonymAsync(scene);
        foreach (var image in Directory.EnumerateFiles(scene.Data, "*.dcm", SearchOption.AllDirectories)) MakeUnreadable(image);

        await scene.RunAsync("second");

        var after = await scene.HeadAsync();
        Assert.Equal((8L, 1L), (after.Counts.Written, after.Counts.Quarantined));
        Assert.Equal(before.Buckets.Select(static bucket => bucket.Pictures).ToHashSet(), after.Buckets.Select(static bucket => bucket.Pictures).ToHashSet());
    }

    [Fact]
    public async Task A_replay_tries_unchanged_studies_again_and_leaves_a_lasting_mark()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await BreakAsync(scene);
        await scene.RunAsync("broken");
        var before = await scene.HeadAsync();

        var replay = await scene.RunAsync(scene.Request("replay") with { Replay = new QuarantineReplay([]) });

        var after = await scene.HeadAsync();
        var mark = await BucketStore.ReadAsync(scene.Store, Changed(before, after).Split, Changed(before, after).Key, Token);
        Assert.Equal((1, 2), (replay.Plan.Partitions, after.Version));
        Assert.Equal(1, Assert.Single(mark!.Studies, static study => study.Replays > 0).Replays);
        Assert.Single(mark.Quarantine);
        Assert.Equal(0, (await scene.RunAsync("again")).Plan.Partitions);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_replay_that_means_nothing_is_refused()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 3);
        await scene.RunAsync("first");
        var refused = await Assert.ThrowsAsync<PlanException>(
            () => scene.RunAsync(scene.Request("replay") with { Replay = new QuarantineReplay(["no-such-reason"]) }));
        Assert.Equal("nothing-to-replay", refused.Code);
    }

    [Fact]
    public async Task A_file_that_its_surroundings_took_away_costs_no_version_while_it_is_away_and_is_tried_again_by_each_run()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        Assert.Equal("versions/0001", await RunWithoutAsync(scene, "away"));
        Assert.Equal("missing-file", Assert.Single(await LostAsync(scene)).Reason);

        Assert.Equal("versions/0001", await RunWithoutAsync(scene, "still-away"));
        await scene.RunAsync("back");

        Assert.Equal((2, 9L, 0L), (await scene.HeadAsync()) is var head ? (head.Version, head.Counts.Written, head.Counts.Quarantined) : default);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_report_that_says_nothing_is_known_by_its_state_and_costs_the_next_run_nothing()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var report = Directory.EnumerateFiles(scene.Data, "s*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var text = await File.ReadAllTextAsync(report, Token);
        await File.WriteAllTextAsync(report, " \n", Token);
        PipelineScene.Age(report);
        await scene.RunAsync("empty");
        Assert.Equal("empty-report", Assert.Single(await LostAsync(scene)).Reason);

        var again = await scene.RunAsync("again");
        await File.WriteAllTextAsync(report, text, Token);
        PipelineScene.Age(report);
        await scene.RunAsync("repaired");

        Assert.Equal((0, "versions/0001"), (again.Plan.Partitions, again.Commit.Version));
        Assert.Equal((2, 9L), (await scene.HeadAsync()) is var head ? (head.Version, head.Counts.Written) : default);
    }

    [Theory]
    [InlineData("records")]
    [InlineData("images")]
    [InlineData("buckets")]
    public async Task A_file_of_a_finished_version_that_is_gone_or_cut_is_made_again(string folder)
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var before = ShardsOf(scene);
        var files = Directory.EnumerateFiles(Path.Combine(scene.Out, folder, "train")).Where(static file => !file.EndsWith(".tar.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        File.Delete(files.First(file => file.EndsWith(folder == "buckets" ? ".json" : ".tar", StringComparison.Ordinal)));
        var cut = files.Last(file => file.EndsWith(folder == "buckets" ? ".json" : ".tar", StringComparison.Ordinal));
        await using (var stream = File.OpenWrite(cut)) stream.SetLength(stream.Length / 2);

        var second = await scene.RunAsync("second");

        Assert.InRange(second.Plan.Partitions, 1, 2);
        Assert.Equal("versions/0001", second.Commit.Version);
        Assert.Equal(before, ShardsOf(scene));
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_version_that_is_removed_hides_no_later_one_and_its_number_is_not_used_again()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        await scene.RunAsync("first");
        await AddSynonymAsync(scene);
        await scene.RunAsync("second");
        Directory.Delete(Path.Combine(scene.Out, "versions", "0001"), recursive: true);

        var third = await scene.RunAsync("third");
        await AddSynonymAsync(scene);
        await scene.RunAsync("fourth");

        Assert.Equal("versions/0002", third.Commit.Version);
        Assert.Equal([2, 3], await DatasetVersions.ListAsync(scene.Store, Token));
    }

    [Fact]
    public async Task Studies_that_are_gone_leave_the_next_version_only_with_consent()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        await scene.WritePhantomsAsync(7, seed: 3);

        var refused = await Assert.ThrowsAsync<PlanException>(() => scene.RunAsync("second"));
        await scene.RunAsync(scene.Request("third") with { Permissions = new RunPermissions { AcceptRemoval = true } });

        Assert.Equal("studies-gone", refused.Code);
        Assert.Contains("--accept-removal", refused.Message, StringComparison.Ordinal);
        Assert.Equal((2, 7L, 2L), (await scene.HeadAsync()) is var head ? (head.Version, head.Counts.Written, head.Changes.Removed) : default);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_run_that_lost_its_hub_finds_its_buckets_by_content()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var lost = await scene.PlanAsync(scene.Request("lost"));
        await scene.WorkAsync(lost.Partition(0));
        await scene.WorkAsync(lost.Partition(1));

        var next = await scene.RunAsync("next");

        Assert.Equal((2, lost.Summary.Partitions - 2), (next.Plan.StandingBuckets, next.Plan.Partitions));
        Assert.Equal(9, (await scene.HeadAsync()).Counts.Written);
        await AssertSoundAsync(scene);
    }

    /// <summary>A run that lists an image and no longer finds it when it comes to read it; gives the version that it ends with.</summary>
    private static async Task<string?> RunWithoutAsync(PipelineScene scene, string run)
    {
        var plan = await scene.PlanAsync(scene.Request(run));
        var image = (await ImagesAsync(scene, plan.Partition(0)))[0];
        File.Move(image, image + ".away");
        for (var partition = 0; partition < plan.Summary.Partitions; partition++) await scene.WorkAsync(plan.Partition(partition));
        var commit = await new Commit.CommitDataset(scene.Environment).RunAsync(null!, new Commit.CommitRequest(plan.Request, plan.Attempt));
        File.Move(image + ".away", image);
        return commit.Version;
    }
}
