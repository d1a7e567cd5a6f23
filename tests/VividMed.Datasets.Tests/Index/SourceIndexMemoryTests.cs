using VividMed.Datasets.Index;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Index;

/// <summary>Runs alone, for what other tests allocate would be counted too.</summary>
[CollectionDefinition(nameof(SourceIndexMemoryTests), DisableParallelization = true)]
[Collection(nameof(SourceIndexMemoryTests))]
public sealed class SourceIndexMemoryTests
{
    private const int Files = 400_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_hundred_thousand_files_take_at_most_a_hundred_bytes_each()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        foreach (var (some, bucket) in Enumerable.Range(0, Files).Chunk(Files / 4).Select(static (some, bucket) => (some, bucket)))
        {
            await SourceIndex.WriteNewAsync(store, "run", bucket, [.. some.Select(static i => SourceIndexTests.Entry(PathOf(i)))], Stop);
        }

        await SourceIndex.FoldAsync(store, Stop);
        var index = await SourceIndex.LoadAsync(store, Stop);
        Assert.Equal(Files, index.Count);
        Assert.Equal(SourceIndexTests.Digest(PathOf(Files - 1)), index.Find(PathOf(Files - 1), 7, "100"));

        // What letting go of it frees, at once: over a longer time pools give back what other tests had rented.
        var held = await UsedAsync();
        GC.KeepAlive(index);
        index = null;
        var bytes = held - await UsedAsync();
        Assert.InRange(bytes / (double)Files, 50, 100); // key and digest alone are 48
    }

    /// <summary>On a fresh stack: below one that a finished task goes on from, what that task has held still counts.</summary>
    private static async Task<long> UsedAsync()
    {
        await Task.Yield();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string PathOf(int image) => $"files/p10/p10000001/s50000001/image-{image:D8}.dcm";
}
