using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

public sealed class BlobStoreFactoryTests
{
    [Fact]
    public void A_path_or_file_address_is_a_folder()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(folder.Path("a"), Assert.IsType<LocalBlobStore>(BlobStoreFactory.Open(folder.Path("a"))).DisplayName);
        Assert.Equal(folder.Path("b"), BlobStoreFactory.Open("file://" + folder.Path("b")).DisplayName);
        Assert.Equal(folder.Path("c"), BlobStoreFactory.Open("file:" + folder.Path("c")).DisplayName);
    }

    [Fact]
    public void A_display_name_never_shows_a_signature_or_a_key()
    {
        Assert.Equal(
            "https://acct.blob.core.windows.net/shards/mimic/v2",
            BlobStoreFactory.Open("https://acct.blob.core.windows.net/shards/mimic/v2?sv=2024&sig=SECRET").DisplayName);
        Assert.Equal(
            "https://acct.blob.core.windows.net/shards/ct",
            BlobStoreFactory.Open("DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net;Container=shards/ct").DisplayName);
    }

    [Fact]
    public void The_emulator_is_found_by_its_short_name() =>
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1/vividmed", BlobStoreFactory.Open("UseDevelopmentStorage=true").DisplayName);

    [Theory]
    [InlineData("https://acct.blob.core.windows.net/c", "")]
    [InlineData("https://acct.blob.core.windows.net/c/", "")]
    [InlineData("https://acct.blob.core.windows.net/c/a/b", "a/b/")]
    [InlineData("https://acct.blob.core.windows.net/c/a%20b", "a b/")]
    [InlineData("https://blobs.example.org/c/a?sv=1&sig=SECRET", "a/")]
    [InlineData("http://localhost:10000/devstoreaccount1/c/a", "a/")]
    [InlineData("UseDevelopmentStorage=true;Container=c/a", "a/")]
    public void An_address_names_a_container_and_where_names_begin_in_it(string address, string prefix)
    {
        var place = BlobStoreFactory.FindContainer(address)!;

        Assert.Equal(("c", prefix), (place.Container.Name, place.Prefix));
        Assert.Null(BlobStoreFactory.FindFolder(address));
    }

    [Theory]
    [InlineData("https://acct.blob.core.windows.net/c/.hidden")]
    [InlineData("https://acct.blob.core.windows.net/c/a%2F..%2Fb")]
    [InlineData("https://acct.blob.core.windows.net/c/a%00")]
    public void A_prefix_that_no_name_may_have_is_refused(string address) =>
        Assert.Equal("bad-blob-name", Assert.Throws<StorageException>(() => BlobStoreFactory.Open(address)).Code);

    [Theory]
    [InlineData("")]
    [InlineData("http://example.org/container")]
    [InlineData("s3://bucket/key")]
    [InlineData("https://acct.blob.core.windows.net/")]
    [InlineData("AccountName=acct;AccountKey=not base64!")]
    [InlineData("file:")]
    [InlineData("file://")]
    [InlineData("file://data/out")]
    [InlineData("https://")]
    [InlineData("ftp://acct.blob.core.windows.net/c")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1")]
    public void An_address_of_no_known_kind_is_refused(string address)
    {
        var refused = Assert.Throws<StorageException>(() => BlobStoreFactory.Open(address));
        Assert.Equal("bad-store-address", refused.Code);
        Assert.DoesNotContain("base64", refused.ToString(), StringComparison.Ordinal);
    }
}
