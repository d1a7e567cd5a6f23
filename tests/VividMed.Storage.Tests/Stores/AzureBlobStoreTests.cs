using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

public sealed class AzureBlobStoreTests(AzuriteProcess azurite) : BlobStoreContract, IClassFixture<AzuriteProcess>
{
    private static int s_containers;

    [Fact]
    public async Task Two_stores_with_prefixes_share_a_container_without_meeting()
    {
        var address = Address();
        var left = BlobStoreFactory.Open(address + "/left");
        var right = BlobStoreFactory.Open(address + "/right/deeper");
        Assert.True(await left.TryCreateAsync("blob", Bytes("l")));
        Assert.True(await right.TryCreateAsync("blob", Bytes("r")));
        Assert.Equal(["blob"], await right.ListAsync("").ToListAsync());
        Assert.Equal(["left/blob", "right/deeper/blob"], await BlobStoreFactory.Open(address).ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task Racing_long_uploads_never_mix_their_blocks()
    {
        var store = Store();
        var contents = Enumerable.Range(1, 4).Select(static i => Enumerable.Repeat((byte)i, (9 << 20) + i).ToArray()).ToList();
        var answers = await Task.WhenAll(contents.Select(content => store.TryCreateAsync("shard", content)));
        var winner = Assert.Single(Enumerable.Range(0, 4), i => answers[i]);
        Assert.Equal(Sha256.Of(contents[winner]), await store.GetSha256Async("shard"));
    }

    protected override IBlobStore Store() => BlobStoreFactory.Open(Address());

    private string Address()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        return $"http://127.0.0.1:{azurite.Port}/devstoreaccount1/test-{Interlocked.Increment(ref s_containers)}";
    }
}
