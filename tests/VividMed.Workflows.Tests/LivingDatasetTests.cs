using VividMed.Datasets;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.DatasetEdits;

namespace VividMed.Workflows.Tests;

/// <summary>A dataset over its life: every run brings it to the present, works on what is new alone, and says what it did.</summary>
public sealed class LivingDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_with_nothing_new_writes_nothing_and_names_the_version_that_stands()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var first = await scene.RunAsync("first");
        var before = ContentsOf(scene);

        var second = await scene.RunAsync("second");

        Assert.Equal(("versions/0001", true), (first.Commit.Version, first.Commit.Committed));
        Assert.Equal(("versions/0001", false, 0), (second.Commit.Version, second.Commit.Committed, second.Plan.Partitions));
        Assert.Equal(before, ContentsOf(scene));
    }

    [Fact]
    public async Task What_a_run_is_called_and_how_fast_it_goes_leaves_no_trace_in_any_shard()
    {
        using var one = await PipelineScene.OpenAsync("mimic-cxr", 9);
        using var other = await PipelineScene.OpenAsync("mimic-cxr", 9);

        await one.RunAsync("one");
        await other.RunAsync(other.Request("another-name") is var request ? request with { Options = request.Options with { MaxPartitionsInFlight = 1, CacheLimitBytes = 1 << 30 } } : request);

        Assert.Equal(ShardsOf(one), ShardsOf(other));
    }

    [Fact]
    public async Task Records_say_how_images_were_taken_unless_that_is_left_out_which_is_another_recipe()
    {
        using var scene = await PipelineScene.OpenAsync("ct-rate", 2);
        await scene.RunAsync("with");
        var request = scene.Request("without");
        await scene.RunAsync(request with { Options = request.Options with { Acquisition = false } });

        Assert.Equal("Phantom", await MakerAsync(1));
        Assert.Null(await MakerAsync(2));
        Assert.Contains("acquisition", (await scene.HeadAsync()).Changes.Why);

        async Task<string?> MakerAsync(int version) =>
            (await VersionReader.ReadAsync(scene.Store, version, withImages: false, Token).FirstAsync(Token)).Sample.Images[0].Acquisition?.Manufacturer;
    }

    [Fact]
    public async Task New_studies_go_to_new_buckets_and_the_old_ones_stay_as_they_are()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var before = await scene.HeadAsync();

        await scene.WritePhantomsAsync(12, seed: 3);
        var second = await scene.RunAsync("second");

        var after = await scene.HeadAsync();
        Assert.Equal((2, 1), (after.Version, after.Parent!.Value));
        Assert.Equal((12L, 3L, 0L, 0L), (after.Counts.Written, after.Changes.Added, after.Changes.Changed, after.Changes.Removed));
        Assert.Subset(after.Buckets.ToHashSet(), before.Buckets.ToHashSet());
        Assert.Equal(3, second.Partitions.Sum(static partition => partition.Written.Done));
        Assert.Equal(["studies"], after.Changes.Why);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_changed_report_rewrites_its_own_bucket_and_reads_no_image()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var before = await scene.HeadAsync();
        var report = Directory.EnumerateFiles(scene.Data, "s*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(report, " No pneumothorax.", Token);
        PipelineScene.Age(report);
        foreach (var image in Directory.EnumerateFiles(scene.Data, "*.dcm", SearchOption.AllDirectories)) MakeUnreadable(image);

        var second = await scene.RunAsync("second");

        var after = await scene.HeadAsync();
        Assert.Equal((1, 0), (second.Plan.Partitions, second.Inferences));
        Assert.Equal((1L, 0L, 0L), (after.Changes.Changed, after.Changes.Added, after.Counts.Quarantined));
        Assert.Equal(before.Buckets.Count - 1, after.Buckets.Intersect(before.Buckets).Count());
        Assert.Equal(before.Buckets.Select(static bucket => bucket.Pictures).ToHashSet(), after.Buckets.Select(static bucket => bucket.Pictures).ToHashSet());
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_changed_lexicon_writes_records_alone_and_a_version_holds_one_recipe()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var before = await scene.HeadAsync();
        await AddSynonymAsync(scene);
        foreach (var image in Directory.EnumerateFiles(scene.Data, "*.dcm", SearchOption.AllDirectories)) MakeUnreadable(image);

        var second = await scene.RunAsync("second");

        var after = await scene.HeadAsync();
        Assert.Equal((2, 0, 9L), (after.Version, second.Inferences, after.Counts.Written));
        Assert.Equal(before.Buckets.Select(static bucket => bucket.Pictures), after.Buckets.Select(static bucket => bucket.Pictures), new InAnyOrder<ShardFile?>());
        Assert.Empty(before.Buckets.Select(static bucket => bucket.Records).Intersect(after.Buckets.Select(static bucket => bucket.Records)));
        Assert.Equal(["taxonomy"], after.Changes.Why);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_lexicon_that_changes_while_a_run_is_going_stops_it_and_what_was_done_before_stands_for_the_old_one()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var plan = await scene.PlanAsync(scene.Request("torn"));
        await scene.WorkAsync(plan.Partition(0));
        var taxonomy = await File.ReadAllTextAsync(scene.Taxonomy, Token);
        await AddSynonymAsync(scene);

        var stopped = await Assert.ThrowsAsync<RecipeChangedException>(() => scene.WorkAsync(plan.Partition(1)));
        await scene.RunAsync("new");
        var mixed = (await scene.HeadAsync()).Buckets.Select(static bucket => bucket.Key).ToList();
        await File.WriteAllTextAsync(scene.Taxonomy, taxonomy, Token);
        var old = await scene.PlanAsync(scene.Request("old"));

        Assert.Contains("the taxonomy", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await scene.Environment.Stores.OpenRun(plan.Request, plan.Attempt).ReadAsync<BucketPlace>(
            scene.Environment.Stores.OpenRun(plan.Request, plan.Attempt).Partition(0, "bucket"), Token)).Key, mixed);
        Assert.Equal(1, old.Summary.StandingBuckets);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_language_of_one_s_own_makes_a_new_version_without_inference_that_says_so()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        await scene.RunAsync("first");
        var before = await scene.HeadAsync();
        await AddCueAsync(scene);

        var second = await scene.RunAsync("second");

        var after = await scene.HeadAsync();
        Assert.DoesNotContain("language", before.Recipe.Parts.Keys);
        Assert.Equal((2, 0), (after.Version, second.Inferences));
        Assert.Equal(["language"], after.Changes.Why);
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task A_language_that_goes_away_while_a_run_is_going_stops_it()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        await AddCueAsync(scene);
        var plan = await scene.PlanAsync(scene.Request("torn"));
        File.Delete(scene.Language);

        var stopped = await Assert.ThrowsAsync<RecipeChangedException>(() => scene.WorkAsync(plan.Partition(0)));

        Assert.Contains("the language", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_makes_a_new_version_that_says_so()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        await scene.RunAsync(scene.Request("first", simulated: false));
        var path = Path.Combine(scene.Models, "phantom-dino-mini", "model.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Token)).Replace("\"topK\": 100", "\"topK\": 99", StringComparison.Ordinal), Token);

        await scene.RunAsync(scene.Request("second", simulated: false));

        Assert.Equal(["detector"], (await scene.HeadAsync()).Changes.Why);
    }

    [Fact]
    public async Task Another_selection_is_refused_until_it_is_asked_for()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync(scene.Request("first") with { Limit = 5 });

        Assert.Equal("other-selection", (await Assert.ThrowsAsync<DatasetException>(() => scene.RunAsync("second"))).Code);
        await scene.RunAsync(scene.Request("third") with { Permissions = new RunPermissions { Reselect = true } });

        Assert.Equal((2, 9L), (await scene.HeadAsync()) is var head ? (head.Version, head.Counts.Written) : default);
    }

    [Fact]
    public async Task Of_two_runs_that_make_the_same_one_commits_and_the_other_finds_it_done()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var (one, other) = (await scene.PlanAsync(scene.Request("one")), await scene.PlanAsync(scene.Request("other")));
        for (var partition = 0; partition < one.Summary.Partitions; partition++)
        {
            await scene.WorkAsync(one.Partition(partition));
            await scene.WorkAsync(other.Partition(partition));
        }

        var commit = new Commit.CommitDataset(scene.Environment);
        var first = await commit.RunAsync(null!, new Commit.CommitRequest(one.Request, one.Attempt));
        var second = await commit.RunAsync(null!, new Commit.CommitRequest(other.Request, other.Attempt));

        Assert.Equal(("versions/0001", true), (first.Version, first.Committed));
        Assert.Equal(("versions/0001", false), (second.Version, second.Committed));
        Assert.Equal([1], await DatasetVersions.ListAsync(scene.Store, Token));
    }

    [Fact]
    public async Task A_run_whose_parent_was_overtaken_by_something_else_is_told_to_plan_again()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        await AddSynonymAsync(scene);
        var slow = await scene.PlanAsync(scene.Request("slow"));
        for (var partition = 0; partition < slow.Summary.Partitions; partition++) await scene.WorkAsync(slow.Partition(partition));
        await AddSynonymAsync(scene);
        await scene.RunAsync("fast");

        Assert.Null((await new Commit.CommitDataset(scene.Environment).RunAsync(null!, new Commit.CommitRequest(slow.Request, slow.Attempt))).Version);
        Assert.Equal([1, 2], await DatasetVersions.ListAsync(scene.Store, Token));
    }

    [Fact]
    public async Task What_the_tables_say_of_a_volume_is_part_of_it_and_no_older_answer_of_a_model_is_taken_for_it()
    {
        using var scene = await PipelineScene.OpenAsync("ct-rate", 2);
        await scene.RunAsync("first");
        var before = await scene.HeadAsync();
        foreach (var table in Directory.EnumerateFiles(scene.Data, "*metadata*.csv", SearchOption.AllDirectories))
        {
            await EditColumnAsync(table, "ZSpacing", "9.5");
        }

        var second = await scene.RunAsync("second");

        Assert.True(second.Inferences > 0);
        Assert.Equal((2L, 2L), (await scene.HeadAsync()) is var head ? (head.Changes.Changed, head.Counts.Written) : default);
        Assert.Empty(before.Buckets.Intersect((await scene.HeadAsync()).Buckets));
    }

    [Fact]
    public async Task A_moved_output_goes_on()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 5);
        await scene.RunAsync("first");
        var moved = scene.Out + "-moved";
        Directory.Move(scene.Out, moved);

        var second = await scene.RunAsync(scene.Request("second") with { Out = moved });

        Assert.Equal(("versions/0001", 0), (second.Commit.Version, second.Plan.Partitions));
    }
}
