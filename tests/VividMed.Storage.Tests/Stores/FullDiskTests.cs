using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Stores;

/// <summary>What a folder's writers are told when it takes no more.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new(256 << 10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task A_full_disk_is_named_with_its_place_and_cure_whoever_writes()
    {
        Assert.SkipWhen(_disk.Missing is not null, _disk.Missing ?? "");
        var store = new LocalBlobStore(_disk.Root);
        _disk.Fill(left: 8 << 10);

        await AssertFullAsync(() => store.TryCreateAsync("a/blob", new byte[64 << 10], Stop));
        await AssertFullAsync(() => store.WriteAsync("blob", new byte[64 << 10], ifMatch: null, Stop));
        await AssertFullAsync(async () =>
        {
            await using var staged = await store.StageAsync(Stop);
            await staged.Content.WriteAsync(new byte[64 << 10], Stop);
            await staged.TryPublishAsync("c", Stop);
        });

        _disk.MakeRoom();
        Assert.True(await store.TryCreateAsync("a/blob", new byte[64 << 10], Stop));
        Assert.Equal(["a/blob"], await store.ListAsync("", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_disk_without_room_for_a_lock_is_not_taken_for_a_lock_that_somebody_holds()
    {
        Assert.SkipWhen(_disk.Missing is not null, _disk.Missing ?? "");
        var store = new LocalBlobStore(_disk.Root);
        await store.TryCreateAsync("blob", new byte[1], Stop);
        Directory.Delete(Path.Combine(_disk.Root, ".locks"), recursive: true);
        _disk.MakeReadOnly();

        var refused = await Assert.ThrowsAsync<StorageException>(() => store.DeleteAsync("blob", Stop));

        Assert.Equal("not-writable", refused.Code);
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        Directory.CreateDirectory(folder.Path(".locks"));
        for (var i = 0; i < 256; i++) File.CreateSymbolicLink(folder.Path(".locks", $"{i:x2}"), folder.Path(".locks", $"{i:x2}"));

        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync("blob", new byte[1], Stop));
    }

    [Fact]
    public void A_place_that_can_be_no_folder_says_so()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("file"), "");

        foreach (var place in (string[])[folder.Path("file"), folder.Path("file", "below")])
        {
            var refused = Assert.Throws<StorageException>(() => new LocalBlobStore(place));
            Assert.Equal("not-writable", refused.Code);
            Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
        }
    }

    private async Task AssertFullAsync(Func<Task> write)
    {
        var full = await Assert.ThrowsAsync<StorageException>(write);
        Assert.Equal(("disk-full", false), (full.Code, full.LiesInInput));
        Assert.StartsWith(_disk.Root + ": the disk is full", full.Message, StringComparison.Ordinal);
    }
}
