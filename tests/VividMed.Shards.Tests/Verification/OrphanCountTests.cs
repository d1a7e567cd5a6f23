using VividMed.Shards.Verification;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Verification;

public sealed class OrphanCountTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public OrphanCountTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Archives_and_marks_that_no_version_names_are_counted_with_their_bytes()
    {
        await TestBuckets.CommitAsync(_store, 1, "mimic-cxr", await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph("s1"))));
        Assert.Equal(new OrphanCount(0, 0), await OrphanCount.OfAsync(_store));

        var stray = await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph("s2")));
        var orphans = await OrphanCount.OfAsync(_store);
        Assert.Equal(4, orphans.Files);
        Assert.InRange(orphans.Bytes, stray.Records!.Bytes + stray.Pictures!.Bytes + stray.ToJson().Length, long.MaxValue);
    }
}
