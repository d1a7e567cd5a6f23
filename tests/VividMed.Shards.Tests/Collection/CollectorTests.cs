using VividMed.Datasets.Identity;
using VividMed.Datasets.Index;
using VividMed.Datasets.Selection;
using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Tests.Layout1;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Collection;

/// <summary>What a collection deletes, and what it leaves alone whatever happens.</summary>
public sealed class CollectorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public CollectorTests() => _store = new LocalBlobStore(_folder.Root);

    public async ValueTask InitializeAsync() =>
        await DatasetIdentity.OpenAsync(_store, "mimic-cxr", StudySelection.Everything, reselect: false, static () => "id-1");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nothing_that_a_version_names_goes_however_old_it_is()
    {
        await CommitTwoVersionsAsync();
        Age();
        var before = Files();
        Assert.Empty((await CollectAsync()).Names);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_bucket_that_nobody_names_goes_mark_first_once_it_is_a_day_old()
    {
        await CommitTwoVersionsAsync();
        var stray = await WriteAsync("stray");
        Assert.Empty((await CollectAsync()).Names);
        Age();
        var report = await CollectAsync();
        Assert.Equal(
            [BucketStore.NameOf("train", stray.Key), stray.Records!.Name, Path.ChangeExtension(stray.Pictures!.Name, ".json"), stray.Pictures.Name],
            report.Names);
        Assert.Equal((4, 0), (report.Files, report.Spared));
        Assert.Equal(report.Kinds.Sum(static kind => kind.Bytes), report.Bytes);
        await AssertSoundAsync(1, 2);
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task Only_the_store_s_own_clock_tells_what_is_old(int days)
    {
        var store = new WatchedStore(_store) { ClockAhead = TimeSpan.FromDays(days) };
        await WriteAsync("old");
        Age();
        var young = await WriteAsync("young");
        var report = await new Collector(store, new CollectionOptions()).CollectAsync();
        Assert.Equal((4, 1), (report.Files, report.Spared));
        Assert.NotNull(await BucketStore.FindWholeAsync(_store, "train", young.Key));
    }

    [Fact]
    public async Task Versions_beyond_those_to_keep_go_with_what_they_alone_name()
    {
        var (shared, old, current) = await CommitTwoVersionsAsync();
        Age();
        var report = await CollectAsync(keep: 1);
        Assert.Equal(
            ["versions/0001/manifest.json", "versions/0001/README.md", "versions/0001/croissant.json", "versions/0001/quality.json", BucketStore.NameOf("train", old.Key)],
            report.Names.Take(5));
        Assert.Contains(old.Records!.Name, report.Names);
        Assert.DoesNotContain(shared.Records!.Name, report.Names);
        Assert.DoesNotContain(current.Records!.Name, report.Names);
        Assert.Equal([2], await DatasetVersions.ListAsync(_store));
        await AssertSoundAsync(2);
        Assert.Equal(3, await DatasetVersions.NextAsync(_store, 2));
    }

    [Fact]
    public async Task A_version_that_was_committed_today_stays_with_all_that_it_names()
    {
        await CommitTwoVersionsAsync();
        Age("records", "images", "buckets");
        Assert.Empty((await CollectAsync(keep: 1)).Names);
        await AssertSoundAsync(1, 2);
    }

    [Fact]
    public async Task Wherever_a_collection_is_stopped_every_version_that_still_stands_is_whole_and_the_next_one_ends_alike()
    {
        await CommitTwoVersionsAsync();
        await WriteAsync("stray");
        Age();
        for (var stopped = true; stopped;)
        {
            var left = 2;
            var store = new WatchedStore(_store) { BeforeDelete = _ => Interlocked.Decrement(ref left) < 0 ? throw new IOException("stopped") : Task.CompletedTask };
            try
            {
                await new Collector(store, new CollectionOptions { Keep = 1 }).CollectAsync();
                stopped = false;
            }
            catch (IOException)
            {
                // as intended
            }

            await AssertSoundAsync([.. await DatasetVersions.ListAsync(_store)]);
        }

        var named = (await DatasetManifest.LoadAsync(_store, 2)).Archives().Select(static file => file.Name);
        Assert.Equal(named.Order(StringComparer.Ordinal), Files("records", "images").Where(static name => name.EndsWith(".tar", StringComparison.Ordinal)));
        Assert.Equal(["versions/0002/README.md", "versions/0002/croissant.json", "versions/0002/manifest.json", "versions/0002/quality.json"], Files("versions"));
    }

    [Fact]
    public async Task What_a_pin_names_and_what_is_made_by_its_recipe_stays_until_its_lease_ends()
    {
        var standing = await WriteAsync("standing");
        var excluded = await ExclusionList.PublishAsync(_store, [new("e1", "no-frontal-view")]);
        await Pins.WriteAsync(_store, new Pin("run-1", "another recipe", [Pin.KeyOf("train", standing.Key)], excluded!.Name));
        Age();
        SetAge(Pins.NameOf("run-1"), TimeSpan.FromDays(6));
        Assert.Empty((await CollectAsync()).Names);

        await Pins.WriteAsync(_store, new Pin("run-1", standing.Recipe, [], excluded.Name));
        SetAge(Pins.NameOf("run-1"), TimeSpan.FromDays(6));
        Assert.Empty((await CollectAsync()).Names);

        SetAge(Pins.NameOf("run-1"), TimeSpan.FromDays(8));
        Assert.Equal(6, (await CollectAsync()).Files);
        Assert.Equal(["dataset.json"], Files());
    }

    [Fact]
    public async Task A_pin_counts_as_long_as_its_run_still_writes()
    {
        await WriteAsync("made");
        await Pins.WriteAsync(_store, new Pin("run-1", TestBuckets.Recipe.Digest, []));
        await WriteTextAsync("runs/run-1/a1/plan.json");
        await WriteTextAsync("runs/run-1/a1/partitions/00007/tag.json");
        Age();
        SetAge(Pins.NameOf("run-1"), TimeSpan.FromDays(30));
        SetAge("runs/run-1/a1/plan.json", TimeSpan.FromDays(30));
        Assert.Empty((await CollectAsync()).Names);
    }

    [Fact]
    public async Task A_run_that_has_ended_goes_as_a_whole_once_its_newest_file_is_old_except_what_is_for_people()
    {
        await WriteTextAsync("runs/run-1/a1/plan.json");
        await WriteTextAsync("runs/run-1/a1/partitions/00000/review.json");
        await WriteTextAsync("runs/run-2/a1/plan.json");
        Age();
        await WriteTextAsync("runs/run-2/a1/partitions/00000/tag.json");
        var options = new CollectionOptions { IsKept = static name => name.EndsWith("/review.json", StringComparison.Ordinal) };
        var report = await new Collector(_store, options).CollectAsync();
        Assert.Equal(["runs/run-1/a1/plan.json"], report.Names);
        Assert.Equal(2, report.Spared);
    }

    [Fact]
    public async Task A_run_that_pins_while_files_are_deleted_keeps_what_it_relies_on()
    {
        var (_, old, _) = await CommitTwoVersionsAsync();
        Age();
        var store = new WatchedStore(_store);
        store.BeforeDelete = name => name == DatasetLayout.Manifest(1)
            ? Pins.WriteAsync(_store, new Pin("late", "recipe", [Pin.KeyOf("train", old.Key)]))
            : Task.CompletedTask;
        await new Collector(store, new CollectionOptions { Keep = 1 }).CollectAsync();
        Assert.NotNull(await BucketStore.FindWholeAsync(_store, "train", old.Key));
        Assert.Equal([2], await DatasetVersions.ListAsync(_store));
    }

    [Fact]
    public async Task Versions_of_layout_1_and_their_files_are_never_touched()
    {
        await OldDataset.CopyToAsync(_store);
        await WriteTextAsync("versions/0002/run.json");
        await WriteTextAsync("versions/0002/train/shard-00000.tar");
        await TestBuckets.CommitAsync(_store, 3, "mimic-cxr", await WriteAsync("s1"));
        await TestBuckets.CommitAsync(_store, 4, "mimic-cxr", await WriteAsync("s2"));
        Age();
        var before = Files("versions").Where(static name => name.StartsWith("versions/0001/", StringComparison.Ordinal) || name.StartsWith("versions/0002/", StringComparison.Ordinal)).ToList();
        await CollectAsync(keep: 1);
        Assert.Subset(Files("versions").ToHashSet(), before.ToHashSet());
        Assert.Equal([1, 4], await DatasetVersions.ListAsync(_store));
        await AssertSoundAsync(1, 4);
    }

    [Fact]
    public async Task A_rehearsal_names_what_would_go_and_deletes_nothing()
    {
        await CommitTwoVersionsAsync();
        await WriteAsync("stray");
        Age();
        var before = Files();
        var rehearsed = await new Collector(_store, new CollectionOptions { Keep = 1, DryRun = true }).CollectAsync();
        Assert.Equal(before, Files());
        var done = await CollectAsync(keep: 1);
        Assert.Equal(rehearsed.Names, done.Names);
        Assert.Equal(rehearsed.Kinds, done.Kinds);
        Assert.Equal(before.Except(done.Names, StringComparer.Ordinal), Files());
    }

    [Fact]
    public async Task Where_a_manifest_cannot_be_read_nothing_is_deleted()
    {
        await CommitTwoVersionsAsync();
        await WriteAsync("stray");
        await _store.WriteAsync(DatasetLayout.Manifest(2), "{"u8.ToArray());
        Age();
        var before = Files();
        var refused = await Assert.ThrowsAsync<ShardException>(() => CollectAsync(keep: 1));
        Assert.Equal("unreadable-manifest", refused.Code);
        Assert.Contains("versions/0002/manifest.json", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_folder_that_is_no_dataset_is_refused()
    {
        await _store.DeleteAsync("dataset.json");
        await WriteTextAsync("images/of/somebody.tar");
        Age();
        Assert.Equal("no-dataset", (await Assert.ThrowsAsync<ShardException>(() => CollectAsync())).Code);
        Assert.Equal(["images/of/somebody.tar"], Files());
    }

    [Fact]
    public async Task What_was_read_of_the_sources_and_never_folded_goes_into_the_index()
    {
        await SourceIndex.WriteNewAsync(_store, "dead", 1, [new SourceEntry("a.dcm", 5, "7", new string('a', 64))]);
        Age();
        Assert.Single((await CollectAsync()).Names);
        Assert.Empty(Files("index/new"));
        Assert.Equal(new string('a', 64), (await SourceIndex.LoadAsync(_store)).Find("a.dcm", 5, "7"));
    }

    [Fact]
    public async Task What_killed_writers_left_behind_goes_and_what_others_are_writing_stays()
    {
        foreach (var name in (string[])["records/train/.0123456789abcdef0123456789abcdef.tmp", ".staged/0123456789abcdef0123456789abcdef.tmp"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path(name))!);
            await File.WriteAllTextAsync(_folder.Path(name), "half a sha");
        }

        SetAge("records/train/.0123456789abcdef0123456789abcdef.tmp", TimeSpan.FromDays(2));
        var report = await CollectAsync();
        Assert.Equal(["records/train/.0123456789abcdef0123456789abcdef.tmp"], report.Names);
        Assert.Equal(1, report.Spared);
        Assert.True(File.Exists(_folder.Path(".staged", "0123456789abcdef0123456789abcdef.tmp")));
    }

    private Task<CollectionReport> CollectAsync(int? keep = null) => new Collector(_store, new CollectionOptions { Keep = keep }).CollectAsync();

    private Task<BucketMark> WriteAsync(string id) => TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph(id)));

    private async Task WriteTextAsync(string name) => Assert.True(await _store.TryCreateAsync(name, "{}"u8.ToArray()));

    /// <summary>A bucket in both versions and one in each.</summary>
    private async Task<(BucketMark Shared, BucketMark Old, BucketMark Current)> CommitTwoVersionsAsync()
    {
        var (shared, old, current) = (await WriteAsync("s1"), await WriteAsync("s2"), await WriteAsync("s3"));
        await TestBuckets.CommitAsync(_store, 1, "mimic-cxr", shared, old);
        await TestBuckets.CommitAsync(_store, 2, "mimic-cxr", shared, current);
        return (shared, old, current);
    }

    private async Task AssertSoundAsync(params IReadOnlyList<int> versions)
    {
        foreach (var version in versions) Assert.Empty((await new ShardVerifier(_store).VerifyAsync(version)).Problems);
    }

    /// <summary>Makes every file three days old, or those of some folders.</summary>
    private void Age(params IEnumerable<string> folders)
    {
        foreach (var name in Files([.. folders])) SetAge(name, TimeSpan.FromDays(3));
    }

    private void SetAge(string name, TimeSpan age) => File.SetLastWriteTimeUtc(_folder.Path(name.Split('/')), DateTime.UtcNow - age);

    private List<string> Files(params IReadOnlyList<string> folders) =>
        [.. Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name[0] != '.' && (folders.Count == 0 || folders.Any(folder => name.StartsWith(folder + '/', StringComparison.Ordinal))))
            .Order(StringComparer.Ordinal)];
}
