using System.IO.Pipelines;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

public sealed class LocalBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_blob_is_invisible_until_its_last_byte_is_on_the_disk()
    {
        var store = Store();
        var pipe = new Pipe();
        var writing = store.TryCreateAsync("slow/blob", pipe.Reader.AsStream());
        await pipe.Writer.WriteAsync(new byte[1000]);
        while (!Directory.Exists(_folder.Path("slow")) || Directory.GetFiles(_folder.Path("slow")).Length == 0) await Task.Yield();
        Assert.Null(await store.GetPropertiesAsync("slow/blob"));
        Assert.Empty(await store.ListAsync("").ToListAsync());
        await pipe.Writer.CompleteAsync();
        Assert.True(await writing);
        Assert.Equal(["slow/blob"], await store.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task What_a_killed_writer_left_behind_is_never_listed_and_blocks_nobody()
    {
        Directory.CreateDirectory(_folder.Path("versions"));
        await File.WriteAllTextAsync(_folder.Path("versions", ".0123.tmp"), "half a blo");
        var store = Store();
        Assert.Empty(await store.ListAsync("versions/").ToListAsync());
        Assert.True(await store.TryCreateAsync("versions/blob", Bytes("whole")));
    }

    [Fact]
    public async Task Nothing_but_the_blob_stays_after_a_write()
    {
        var store = Store();
        await store.TryCreateAsync("a/b", Bytes("1"));
        await store.TryCreateAsync("a/b", Bytes("2"));
        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync("a/c", new FailingStream(100)));
        Assert.Equal([_folder.Path("a", "b")], Directory.GetFiles(_folder.Path("a")));
    }

    protected override IBlobStore Store() => new LocalBlobStore(_folder.Root);
}
