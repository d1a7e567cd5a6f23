using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Layout1;

/// <summary>What a release of before wrote stays readable, and new versions go on behind it.</summary>
public sealed class OldDatasetTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public OldDatasetTests() => _store = new LocalBlobStore(_folder.Root);

    public async ValueTask InitializeAsync() => await OldDataset.CopyToAsync(_store);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Its_manifest_lists_each_shard_as_a_bucket_that_holds_its_own_pictures()
    {
        var manifest = await DatasetManifest.LoadAsync(_store, 1);
        Assert.Equal((1, 1, "mimic-cxr", "run-1", ""), (manifest.Schema, manifest.Version, manifest.Dataset, manifest.Run, manifest.DatasetId));
        Assert.Equal([OldDataset.Train, OldDataset.Validate], manifest.Archives().Select(static file => file.Name));
        Assert.All(manifest.Buckets, static bucket => Assert.Null(bucket.Pictures));
        Assert.Equal((6L, 3L, 1L, 2L), (manifest.Counts.Planned, manifest.Counts.Written, manifest.Counts.Quarantined, manifest.Counts.ExcludedTotal));
        Assert.Equal(("lex", "opt", "0.1.0"), (manifest.Recipe.Parts["lexicon"], manifest.Recipe.Parts["options"], manifest.Program));
    }

    [Fact]
    public async Task Its_samples_are_read_with_their_pictures_and_counted()
    {
        var samples = await VersionReader.ReadAsync(_store, 1).ToListAsync();
        Assert.Equal(["s1", "s2", "s3"], samples.Select(static stored => stored.Sample.Id));
        Assert.All(samples, static stored => Assert.Equal(stored.Sample.Images.Select(static image => image.Member), stored.Images.Keys));
        var statistics = await VersionReader.CountAsync(_store, await DatasetManifest.LoadAsync(_store, 1));
        Assert.Equal((3L, 5L, 3L), (statistics.Samples, statistics.Phrases, statistics.Regions));
    }

    [Fact]
    public async Task It_is_sound() => Assert.Empty(await ProblemsAsync());

    [Fact]
    public async Task A_missing_shard_of_it_is_found()
    {
        await _store.DeleteAsync(OldDataset.Validate);
        Assert.Equal(["shard-missing"], await ProblemsAsync());
    }

    [Fact]
    public async Task A_truncated_shard_of_it_is_found()
    {
        await _store.WriteAsync(OldDataset.Train, (await OldDataset.ReadAsync(OldDataset.Train)).AsMemory(0, 2000));
        Assert.Equal(["bad-archive", "count-mismatch", "length-mismatch", "digest-mismatch"], await ProblemsAsync());
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_in_a_shard_of_it_is_found()
    {
        var whole = await OldDataset.ReadAsync(OldDataset.Validate);
        for (var at = 0; at < whole.Length; at += 97)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 4;
            await _store.WriteAsync(OldDataset.Validate, bytes);
            Assert.Contains("digest-mismatch", await ProblemsAsync());
        }
    }

    [Fact]
    public async Task The_next_version_goes_on_behind_it_and_deletes_nothing_of_it()
    {
        var mark = await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph("s4")));
        var next = await DatasetVersions.NextAsync(_store, (await DatasetVersions.HeadAsync(_store))!.Version);
        await TestBuckets.CommitAsync(_store, next, "mimic-cxr", mark);
        Assert.Equal([1, 2], await DatasetVersions.ListAsync(_store));
        Assert.Equal(["s4"], await VersionReader.ReadAsync(_store, 2).Select(static stored => stored.Sample.Id).ToListAsync());
        Assert.True((await new ShardVerifier(_store).VerifyAsync(2)).IsSound);
        Assert.Empty(await ProblemsAsync());
    }

    private async Task<List<string>> ProblemsAsync() => [.. (await new ShardVerifier(_store).VerifyAsync(1)).Problems.Select(static problem => problem.Code)];
}
