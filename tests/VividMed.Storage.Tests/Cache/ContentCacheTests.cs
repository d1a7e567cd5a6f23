using VividMed.Storage.Cache;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Storage.Tests.Cache;

public sealed class ContentCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_result_is_made_once_and_found_by_a_later_cache()
    {
        var key = CacheKey.From(("image", "aa"), ("model", "bb"));
        var made = 0;
        for (var i = 0; i < 3; i++)
        {
            var cache = new ContentCache(new LocalBlobStore(_folder.Root));
            Assert.Equal([1, 2, 3], await cache.GetOrAddAsync(key, _ => Task.FromResult<byte[]>([1, 2, (byte)(3 + made++)])));
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task All_racing_makers_end_with_the_first_one_s_result()
    {
        var cache = new ContentCache(new LocalBlobStore(_folder.Root));
        var key = CacheKey.From(("image", "aa"));
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => cache.GetOrAddAsync(key, _ => Task.FromResult<byte[]>([(byte)i])))));
        Assert.Single(results.Select(static result => result[0]).Distinct());
    }

    [Fact]
    public async Task A_damaged_entry_counts_as_missing_and_is_made_again()
    {
        var store = new LocalBlobStore(_folder.Root);
        var cache = new ContentCache(store);
        var key = CacheKey.From(("image", "aa"));
        await cache.GetOrAddAsync(key, static _ => Task.FromResult<byte[]>([1, 2, 3]));
        var file = Directory.GetFiles(_folder.Path("cache", key.Sha256[..2])).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Null(await cache.GetAsync(key));
        Assert.Equal([1, 2, 3], await cache.GetOrAddAsync(key, static _ => Task.FromResult<byte[]>([1, 2, 3])));
        Assert.Equal([1, 2, 3], await cache.GetAsync(key));
    }

    [Fact]
    public async Task A_limited_cache_lets_the_oldest_entries_go_and_keeps_the_newest()
    {
        var store = new LocalBlobStore(_folder.Root);
        var cache = new ContentCache(store, limitBytes: 20_000);
        CacheKey[] keys = [.. Enumerable.Range(0, 40).Select(static i => CacheKey.From(("image", $"{i}")))];
        for (var i = 0; i < keys.Length; i++)
        {
            await cache.GetOrAddAsync(keys[i], static _ => Task.FromResult(new byte[1000]));
            // The file system's clock need not tell two writes apart.
            File.SetLastWriteTimeUtc(_folder.Path("cache", keys[i].Sha256[..2], keys[i].Sha256), DateTime.UnixEpoch.AddHours(i));
        }

        var left = new List<int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (await cache.GetAsync(keys[i]) is not null) left.Add(i);
        }

        Assert.InRange(left.Count, 16, 20);
        Assert.Equal(Enumerable.Range(40 - left.Count, left.Count), left);
    }

    [Fact]
    public async Task What_was_evicted_is_made_again_and_other_blobs_stay()
    {
        var store = new LocalBlobStore(_folder.Root);
        await store.TryCreateAsync("versions/1", new byte[500]);
        var cache = new ContentCache(store);
        var key = CacheKey.From(("image", "aa"));
        await cache.GetOrAddAsync(key, static _ => Task.FromResult<byte[]>([1]));

        Assert.Equal(1, await cache.TrimAsync(0));
        Assert.Null(await cache.GetAsync(key));
        Assert.Equal([2], await cache.GetOrAddAsync(key, static _ => Task.FromResult<byte[]>([2])));
        Assert.NotNull(await store.GetPropertiesAsync("versions/1"));
    }

    [Fact]
    public async Task The_first_entry_of_a_process_is_a_reason_to_look_at_what_was_there()
    {
        var store = new LocalBlobStore(_folder.Root);
        var before = new ContentCache(store);
        foreach (var image in (string[])["a", "b", "c", "d", "e"])
        {
            await before.GetOrAddAsync(CacheKey.From(("image", image)), static _ => Task.FromResult(new byte[968]));
        }

        await new ContentCache(store, limitBytes: 2_000).GetOrAddAsync(
            CacheKey.From(("image", "new")),
            static _ => Task.FromResult(new byte[8]));

        // Entries carry 32 bytes of digest: 5 of 1,000 and one of 40, of which nine tenths of the limit may stay.
        Assert.InRange((await store.ListEntriesAsync("cache/").ToListAsync()).Sum(static entry => entry.Length), 1_000, 1_800);
    }

    [Fact]
    public async Task A_cache_within_its_limit_loses_nothing()
    {
        var cache = new ContentCache(new LocalBlobStore(_folder.Root), limitBytes: 10_000);
        CacheKey[] keys = [.. Enumerable.Range(0, 9).Select(static i => CacheKey.From(("image", $"{i}")))];
        foreach (var key in keys) await cache.GetOrAddAsync(key, static _ => Task.FromResult(new byte[1_000]));

        foreach (var key in keys) Assert.NotNull(await cache.GetAsync(key));
        Assert.Equal(0, await cache.TrimAsync(9 * 1_032));
        Assert.Equal(1, await cache.TrimAsync((9 * 1_032) - 1));
    }

    [Fact]
    public async Task An_empty_result_is_a_result_and_an_entry_cut_short_is_none()
    {
        var store = new LocalBlobStore(_folder.Root);
        var (cache, empty, cut) = (new ContentCache(store), CacheKey.From(("image", "empty")), CacheKey.From(("image", "cut")));
        await cache.GetOrAddAsync(empty, static _ => Task.FromResult<byte[]>([]));
        await store.TryCreateAsync($"cache/{cut.Sha256[..2]}/{cut.Sha256}", new byte[31]);

        Assert.Empty((await cache.GetAsync(empty))!);
        Assert.Null(await cache.GetAsync(cut));
    }

    [Fact]
    public async Task What_cannot_be_made_leaves_nothing_and_is_tried_again()
    {
        var cache = new ContentCache(new LocalBlobStore(_folder.Root));
        var key = CacheKey.From(("image", "aa"));

        await Assert.ThrowsAsync<IOException>(() => cache.GetOrAddAsync(key, static _ => throw new IOException("the device is gone")));

        Assert.Null(await cache.GetAsync(key));
        Assert.Equal([1], await cache.GetOrAddAsync(key, static _ => Task.FromResult<byte[]>([1])));
    }

    [Fact]
    public void A_key_is_the_same_on_every_machine_and_in_every_version() =>
        Assert.Equal(
            "d84ae35d038168fd79ee256eedf3b874e0a9d44006a14946ec36a94053071b9f",
            CacheKey.From(("model", "bb"), ("image", "aa")).Sha256);

    [Fact]
    public void The_key_depends_on_every_part_and_not_on_their_order()
    {
        Assert.Equal(CacheKey.From(("a", "1"), ("b", "2")), CacheKey.From(("b", "2"), ("a", "1")));
        Assert.NotEqual(CacheKey.From(("a", "1"), ("b", "2")), CacheKey.From(("a", "1b2")));
        Assert.NotEqual(CacheKey.From(("a", "1")), CacheKey.From(("a", "2")));
        Assert.NotEqual(CacheKey.From(("ab", "c")), CacheKey.From(("a", "bc")));
    }
}
