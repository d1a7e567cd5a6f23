using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VividMed.Datasets;
using VividMed.Shards.Buckets;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Streams;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;

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
        var before = Contents(scene);

        var second = await scene.RunAsync("second");

        Assert.Equal(("versions/0001", true), (first.Commit.Version, first.Commit.Committed));
        Assert.Equal(("versions/0001", false, 0), (second.Commit.Version, second.Commit.Committed, second.Plan.Partitions));
        Assert.Equal(before, Contents(scene));
    }

    [Fact]
    public async Task What_a_run_is_called_and_how_fast_it_goes_leaves_no_trace_in_any_shard()
    {
        using var one = await PipelineScene.OpenAsync("mimic-cxr", 9);
        using var other = await PipelineScene.OpenAsync("mimic-cxr", 9);

        await one.RunAsync("one");
        await other.RunAsync(other.Request("another-name") is var request ? request with { Options = request.Options with { MaxPartitionsInFlight = 1, CacheLimitBytes = 1 << 30 } } : request);

        Assert.Equal(Shards(one), Shards(other));
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
    public async Task A_file_that_its_surroundings_took_away_is_tried_again_by_the_next_run_and_costs_no_version_while_it_is_away()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        var plan = await scene.PlanAsync(scene.Request("away"));
        var image = (await ImagesAsync(scene, plan.Partition(0)))[0];
        File.Move(image, image + ".away");
        for (var partition = 0; partition < plan.Summary.Partitions; partition++) await scene.WorkAsync(plan.Partition(partition));
        await new Commit.CommitDataset(scene.Environment).RunAsync(null!, new Commit.CommitRequest(plan.Request, plan.Attempt));
        Assert.Equal("missing-file", Assert.Single(await LostAsync(scene)).Reason);

        File.Move(image + ".away", image);
        await scene.RunAsync("back");

        Assert.Equal((2, 9L, 0L), (await scene.HeadAsync()) is var head ? (head.Version, head.Counts.Written, head.Counts.Quarantined) : default);
        await AssertSoundAsync(scene);
    }

    [Theory]
    [InlineData("records")]
    [InlineData("images")]
    [InlineData("buckets")]
    public async Task A_file_of_a_finished_version_that_is_gone_or_cut_is_made_again(string folder)
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var before = Shards(scene);
        var files = Directory.EnumerateFiles(Path.Combine(scene.Out, folder, "train")).Where(static file => !file.EndsWith(".tar.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        File.Delete(files.First(file => file.EndsWith(folder == "buckets" ? ".json" : ".tar", StringComparison.Ordinal)));
        var cut = files.Last(file => file.EndsWith(folder == "buckets" ? ".json" : ".tar", StringComparison.Ordinal));
        await using (var stream = File.OpenWrite(cut)) stream.SetLength(stream.Length / 2);

        var second = await scene.RunAsync("second");

        Assert.InRange(second.Plan.Partitions, 1, 2);
        Assert.Equal("versions/0001", second.Commit.Version);
        Assert.Equal(before, Shards(scene));
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

    /// <summary>Cells may be quoted and hold commas.</summary>
    private static async Task EditColumnAsync(string table, string column, string value)
    {
        var lines = (await File.ReadAllLinesAsync(table, Token))
            .Select(static line => Regex.Matches(line, "(?<=^|,)(?:\"[^\"]*\"|[^,]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(static cell => cell.Value).ToArray())
            .ToList();
        var at = Array.FindIndex(lines[0], name => name.Contains(column, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{table} has no column {column}");
        foreach (var cells in lines.Skip(1)) cells[at] = value;
        await File.WriteAllLinesAsync(table, lines.Select(static cells => string.Join(',', cells)), Token);
    }

    private static async Task AddSynonymAsync(PipelineScene scene)
    {
        var taxonomy = JsonNode.Parse(await File.ReadAllTextAsync(scene.Taxonomy, Token))!;
        var synonyms = taxonomy["targets"]![0]!["synonyms"]!.AsArray();
        synonyms.Add($"pulmo xyz {synonyms.Count}");
        await File.WriteAllTextAsync(scene.Taxonomy, taxonomy.ToJsonString(), Token);
    }

    /// <summary>Cuts the file of the first planned image in half; gives its path and what it held.</summary>
    private static async Task<(string Image, byte[] Whole)> BreakAsync(PipelineScene scene)
    {
        var plan = await scene.PlanAsync(scene.Request("look"));
        var image = (await ImagesAsync(scene, plan.Partition(0)))[0];
        var whole = await File.ReadAllBytesAsync(image, Token);
        await File.WriteAllBytesAsync(image, whole[..(whole.Length / 2)], Token);
        PipelineScene.Age(image);
        return (image, whole);
    }

    private static async Task<List<string>> ImagesAsync(PipelineScene scene, PartitionReference partition)
    {
        var work = await scene.Environment.Stores.OpenRun(partition.Request, partition.Attempt).ReadWorkAsync(partition.Partition, Token);
        return [.. work.Studies.SelectMany(static planned => planned.Study.Images).Select(image => Path.Combine(scene.Data, image.Path))];
    }

    /// <summary>Keeps length and time and spoils the content: whoever opens the file notices.</summary>
    private static void MakeUnreadable(string file)
    {
        var time = File.GetLastWriteTimeUtc(file);
        var length = new FileInfo(file).Length;
        File.WriteAllBytes(file, new byte[length]);
        File.SetLastWriteTimeUtc(file, time);
    }

    private static async Task<List<QuarantinedStudy>> LostAsync(PipelineScene scene) =>
        await VersionQuarantine.ReadAsync(scene.Store, await scene.HeadAsync(), Token).ToListAsync(Token);

    private static BucketEntry Changed(DatasetManifest before, DatasetManifest after) =>
        Assert.Single(after.Buckets, bucket => before.Buckets.All(old => old.Key != bucket.Key));

    private static async Task AssertSoundAsync(PipelineScene scene)
    {
        foreach (var version in await DatasetVersions.ListAsync(scene.Store, Token))
        {
            Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(version, cancellationToken: Token)).Problems);
        }
    }

    /// <summary>Digests by name of all that versions are made of.</summary>
    private static SortedDictionary<string, string> Shards(PipelineScene scene) => Digest(scene, "records", "images", "buckets");

    private static SortedDictionary<string, string> Contents(PipelineScene scene) => Digest(scene, "records", "images", "buckets", "versions", "cache", "excluded");

    private static SortedDictionary<string, string> Digest(PipelineScene scene, params string[] folders) => new(
        folders.Select(folder => Path.Combine(scene.Out, folder)).Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetRelativePath(scene.Out, file), static file => Sha256.Of(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private sealed class InAnyOrder<T> : IEqualityComparer<IEnumerable<T>>
    {
        public bool Equals(IEnumerable<T>? x, IEnumerable<T>? y) => x!.ToHashSet().SetEquals(y!);

        public int GetHashCode(IEnumerable<T> obj) => 0;
    }
}
