using VividMed.Datasets.Index;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Index;

/// <summary>Folding may happen at any time, by anybody, several at once.</summary>
public sealed class SourceFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public SourceFoldTests() => _store = new LocalBlobStore(_folder.Root);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_writers_and_folders_at_once_nobody_loses_an_entry()
    {
        const int Writers = 4;
        const int Each = 25;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var bucket = 0; bucket < Each; bucket++)
            {
                await SourceIndex.WriteNewAsync(_store, $"run-{writer}", bucket, [SourceIndexTests.Entry($"{writer}/{bucket}/a"), SourceIndexTests.Entry($"{writer}/{bucket}/b")], Stop);
            }
        })));
        var folding = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!writing.IsCompleted) await SourceIndex.FoldAsync(_store, Stop);
        })).ToArray();
        await writing;
        await Task.WhenAll(folding);
        await SourceIndex.FoldAsync(_store, Stop);
        var index = await SourceIndex.LoadAsync(_store, Stop);
        Assert.Equal(2 * Writers * Each, index.Count);
        Assert.Empty(await _store.ListAsync("index/new/", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task The_base_is_the_same_bytes_however_the_entries_came_and_however_often_they_were_folded()
    {
        var entries = Enumerable.Range(0, 200).Select(static i => SourceIndexTests.Entry($"{i * 7919 % 200}/ä.dcm")).ToArray();
        var bases = new List<string?>();
        foreach (var size in (int[])[200, 64, 7])
        {
            var store = new LocalBlobStore(Path.Combine(_folder.Root, $"by-{size}"));
            foreach (var (some, bucket) in (size == 64 ? entries.Reverse() : entries).Chunk(size).Select(static (some, bucket) => (some, bucket)))
            {
                await SourceIndex.WriteNewAsync(store, $"run-of-{size}", bucket, some, Stop);
                if (bucket % 3 == 0) await SourceIndex.FoldAsync(store, Stop);
            }

            await SourceIndex.FoldAsync(store, Stop);
            bases.Add(await store.GetSha256Async(SourceIndex.BaseName, Stop));
            Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF], (await store.ReadAllAsync(SourceIndex.BaseName, cancellationToken: Stop))![..10]);
        }

        Assert.NotNull(Assert.Single(bases.Distinct()));
    }

    [Fact]
    public async Task A_damaged_base_is_replaced_by_what_is_new()
    {
        await _store.TryCreateAsync(SourceIndex.BaseName, "no gzip"u8.ToArray(), Stop);
        await SourceIndex.WriteNewAsync(_store, "run", 0, [SourceIndexTests.Entry("a.dcm")], Stop);
        await SourceIndex.FoldAsync(_store, Stop);
        Assert.Empty(await _store.ListAsync("index/new/", Stop).ToListAsync(Stop));
        Assert.Equal(SourceIndexTests.Digest("a.dcm"), (await SourceIndex.LoadAsync(_store, Stop)).Find("a.dcm", 7, "100"));
    }

    [Fact]
    public async Task With_nothing_new_the_base_is_left_alone()
    {
        await SourceIndex.WriteNewAsync(_store, "run", 0, [SourceIndexTests.Entry("a.dcm")], Stop);
        await SourceIndex.FoldAsync(_store, Stop);
        var before = await _store.GetPropertiesAsync(SourceIndex.BaseName, Stop);
        await SourceIndex.FoldAsync(_store, Stop);
        await SourceIndex.WriteNewAsync(_store, "run", 1, [], Stop);
        await SourceIndex.FoldAsync(_store, Stop);
        Assert.Equal(before, await _store.GetPropertiesAsync(SourceIndex.BaseName, Stop));
    }

    [Fact]
    public async Task A_bucket_that_is_written_twice_leaves_both_readings_for_the_fold()
    {
        await SourceIndex.WriteNewAsync(_store, "run", 0, [SourceIndexTests.Entry("a.dcm")], Stop);
        await SourceIndex.WriteNewAsync(_store, "run", 0, [SourceIndexTests.Entry("a.dcm")], Stop);
        Assert.Single(await _store.ListAsync("index/new/", Stop).ToListAsync(Stop));
        await SourceIndex.WriteNewAsync(_store, "run", 0, [SourceIndexTests.Entry("a.dcm"), SourceIndexTests.Entry("b.dcm")], Stop);
        Assert.Equal(2, (await SourceIndex.LoadAsync(_store, Stop)).Count);
    }
}
