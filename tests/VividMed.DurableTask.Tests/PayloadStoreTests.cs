using System.IO.Compression;
using System.Text;
using VividMed.TestKit;

namespace VividMed.DurableTask.Tests;

public sealed class PayloadStoreTests
{
    [Fact]
    public async Task A_payload_comes_back_by_its_token_and_equal_payloads_share_one()
    {
        using TemporaryFolder folder = new();
        ContentAddressedPayloadStore store = ContentAddressedPayloadStore.InFolder(folder.Path("p"));
        string token = await store.UploadAsync("größer", TestContext.Current.CancellationToken);
        Assert.StartsWith("blob:v2:file://", token, StringComparison.Ordinal);
        Assert.True(store.IsKnownPayloadToken(token));
        Assert.Equal("größer", await store.DownloadAsync(token, TestContext.Current.CancellationToken));
        Assert.Equal(token, await store.UploadAsync("größer", TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder.Path("p")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"blob:v2:\"")]
    [InlineData("blob:v2:https://other/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.gz")]
    [InlineData("blob:v2:mem://here/../../../etc/passwd")]
    [InlineData("blob:v2:mem://here/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0/.gz")]
    public async Task What_is_no_token_of_the_store_is_never_read(string text)
    {
        ContentAddressedPayloadStore store = InMemory([]);
        Assert.False(store.IsKnownPayloadToken(text));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DownloadAsync(text, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_payload_is_refused()
    {
        Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
        ContentAddressedPayloadStore store = InMemory(blobs);
        string token = await store.UploadAsync("right", TestContext.Current.CancellationToken);
        blobs[Assert.Single(blobs).Key] = Packed("wrong");
        await Assert.ThrowsAsync<InvalidDataException>(() => store.DownloadAsync(token, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_unpacks_to_more_than_the_limit_is_not_read_to_its_end()
    {
        Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
        ContentAddressedPayloadStore store = InMemory(blobs);
        string token = await store.UploadAsync("small", TestContext.Current.CancellationToken);
        blobs[Assert.Single(blobs).Key] = Packed(new('0', 5_000_000));
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => store.DownloadAsync(token, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_threshold_is_at_most_one_mebibyte()
    {
        Assert.Equal(256 * 1024, new LargePayloadStorageOptions().ThresholdBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LargePayloadStorageOptions { ThresholdBytes = (1024 * 1024) + 1 });
    }

    private static ContentAddressedPayloadStore InMemory(Dictionary<string, byte[]> blobs) => new(
        new Uri("mem://here/"),
        (name, bytes, _) =>
        {
            blobs[name] = bytes.ToArray();
            return Task.CompletedTask;
        },
        (name, _) => Task.FromResult<Stream>(new MemoryStream(blobs[name])),
        maxPayloadBytes: 1_000_000);

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
