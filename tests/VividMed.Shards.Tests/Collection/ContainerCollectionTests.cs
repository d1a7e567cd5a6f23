using Azure.Storage.Blobs;
using VividMed.Datasets.Identity;
using VividMed.Datasets.Selection;
using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Verification;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Collection;

/// <summary>A collection in a container instead of a folder.</summary>
public sealed class ContainerCollectionTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>
{
    [Fact]
    public async Task A_container_s_own_clock_tells_what_is_old_there()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        var store = new AzureBlobStore(new BlobContainerClient(azurite.ConnectionString, $"c{Guid.NewGuid():N}"), "dataset");
        await DatasetIdentity.OpenAsync(store, "mimic-cxr", StudySelection.Everything, reselect: false, static () => "id-1");
        await TestBuckets.CommitAsync(store, 1, "mimic-cxr", await TestBuckets.WriteAsync(store, "train", TestSamples.Items(TestSamples.Radiograph("s1"))));
        var stray = await TestBuckets.WriteAsync(store, "train", TestSamples.Items(TestSamples.Radiograph("s2")));

        Assert.Empty((await new Collector(store, new CollectionOptions()).CollectAsync()).Names);
        Assert.NotNull(await BucketStore.FindWholeAsync(store, "train", stray.Key));

        var aged = new WatchedStore(store) { Aged = TimeSpan.FromHours(25) };
        Assert.Equal(4, (await new Collector(aged, new CollectionOptions()).CollectAsync()).Files);
        Assert.Empty((await new ShardVerifier(store).VerifyAsync(1)).Problems);
        Assert.Equal(new OrphanCount(0, 0), await OrphanCount.OfAsync(store));
        Assert.Empty(await store.ListAsync("clock/").ToListAsync());
    }
}
