using System.Text;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Storage.Tests.Stores;

/// <summary>What every store promises, run against each of them.</summary>
public abstract class BlobStoreContract
{
    protected abstract IBlobStore Store();

    [Fact]
    public async Task Of_32_racing_creators_exactly_one_wins_and_its_content_stays()
    {
        var store = Store();
        using var start = new Barrier(32);
        var winners = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait();
                return await store.TryCreateAsync("race/blob", Bytes($"writer {i}")) ? i : -1;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var winner = Assert.Single(winners, static i => i >= 0);
        Assert.Equal($"writer {winner}", await TextAsync(store, "race/blob"));
    }

    [Fact]
    public async Task Of_16_writers_with_the_same_ETag_exactly_one_wins()
    {
        var store = Store();
        var etag = await store.WriteAsync("counter", Bytes("0"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => store.WriteAsync("counter", Bytes($"{i:D2}"), etag))));
        var won = Assert.Single(answers, static answer => answer is not null);
        Assert.NotEqual(etag, won);
        Assert.Equal(won, (await store.GetPropertiesAsync("counter"))!.ETag);
    }

    [Fact]
    public async Task Every_replacement_has_a_new_ETag_even_of_equal_length_in_the_same_instant()
    {
        var store = Store();
        var etags = new HashSet<string>();
        for (var i = 0; i < 50; i++) Assert.True(etags.Add((await store.WriteAsync("same", Bytes($"{i:D2}")))!));
    }

    [Fact]
    public async Task A_condition_on_a_blob_that_is_not_there_fails() =>
        Assert.Null(await Store().WriteAsync("nowhere", Bytes("x"), "\"0x1\""));

    [Fact]
    public async Task Ranges_are_exactly_the_bytes_asked_for()
    {
        var store = Store();
        await store.TryCreateAsync("range", Bytes("0123456789"));
        Assert.Equal("345", await TextAsync(store, "range", 3, 3));
        Assert.Equal("789", await TextAsync(store, "range", 7));
        Assert.Equal("89", await TextAsync(store, "range", 8, 100));
        Assert.Equal("", await TextAsync(store, "range", 10));
        Assert.Equal("", await TextAsync(store, "range", 2, 0));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var store = Store();
        Assert.True(await store.TryCreateAsync("empty", ReadOnlyMemory<byte>.Empty));
        Assert.Equal(0, (await store.GetPropertiesAsync("empty"))!.Length);
        Assert.Empty((await store.ReadAllAsync("empty"))!);
    }

    [Fact]
    public async Task What_is_not_there_is_null_false_or_empty_and_never_an_error()
    {
        var store = Store();
        Assert.Null(await store.OpenReadAsync("no/such"));
        Assert.Null(await store.OpenReadAsync("no/such", 5, 0));
        Assert.Null(await store.GetPropertiesAsync("no/such"));
        Assert.False(await store.DeleteAsync("no/such"));
        Assert.Empty(await store.ListAsync("no/").ToListAsync());
    }

    [Fact]
    public async Task Names_are_listed_by_prefix_in_ordinal_order()
    {
        var store = Store();
        string[] names = ["list/a-b", "list/a.b", "list/a/b", "list/a/c/d", "list/a0", "list/b", "listless"];
        foreach (var name in names.Reverse()) await store.TryCreateAsync(name, Bytes("x"));
        Assert.Equal(names[..^1].Order(StringComparer.Ordinal), await store.ListAsync("list/").ToListAsync());
        Assert.Equal(["list/a/b", "list/a/c/d"], await store.ListAsync("list/a/").ToListAsync());
        Assert.Equal(names.Order(StringComparer.Ordinal), await store.ListAsync("list").ToListAsync());
    }

    [Fact]
    public async Task A_prefix_may_end_inside_a_name_or_be_one()
    {
        var store = Store();
        foreach (var name in (string[])["part/a", "part/ab/c", "part/b", "parting"]) await store.TryCreateAsync(name, Bytes("x"));

        Assert.Equal(["part/a", "part/ab/c"], await store.ListAsync("part/a").ToListAsync());
        Assert.Equal(["part/ab/c"], await store.ListAsync("part/ab/c").ToListAsync());
        Assert.Equal(["part/a", "part/ab/c", "part/b", "parting"], await store.ListAsync("par").ToListAsync());
        Assert.Empty(await store.ListAsync("part/a/").ToListAsync());
        Assert.Empty(await store.ListAsync("part/ab/c/").ToListAsync());
    }

    [Fact]
    public async Task A_long_list_comes_whole_and_in_order_with_lengths()
    {
        var store = Store();
        string[] names = [.. Enumerable.Range(0, 120).Select(static i => $"many/{i * 37 % 120:D3}/{i}")];
        foreach (var name in names) await store.TryCreateAsync(name, Bytes(name));

        var entries = await store.ListEntriesAsync("many/").ToListAsync();

        Assert.Equal(names.Order(StringComparer.Ordinal), entries.Select(static entry => entry.Name));
        Assert.All(entries, static entry => Assert.Equal(entry.Name.Length, entry.Length));
    }

    [Fact]
    public async Task What_was_published_may_be_published_again_and_never_changed()
    {
        var store = Store();
        Assert.True(await store.PublishAsync("published", Bytes("one")));
        Assert.False(await store.PublishAsync("published", Bytes("one")));
        Assert.Equal(
            "digest-conflict",
            (await Assert.ThrowsAsync<StorageException>(() => store.PublishAsync("published", Bytes("two")))).Code);
        Assert.Equal("one", await TextAsync(store, "published"));
    }

    [Fact]
    public async Task A_blob_is_read_whole_up_to_its_limit_and_no_further()
    {
        var store = Store();
        await store.TryCreateAsync("whole", Bytes("12345"));
        Assert.Equal(5, (await store.ReadAllAsync("whole", limit: 5))!.Length);
        Assert.Equal("blob-too-large", (await Assert.ThrowsAsync<StorageException>(() => store.ReadAllAsync("whole", limit: 4))).Code);
        Assert.Null(await store.ReadAllAsync("nowhere", limit: 0));
        Assert.Null(await store.GetSha256Async("nowhere"));
    }

    [Fact]
    public async Task A_deleted_name_is_free_again()
    {
        var store = Store();
        await store.TryCreateAsync("gone", Bytes("1"));
        Assert.True(await store.DeleteAsync("gone"));
        Assert.True(await store.TryCreateAsync("gone", Bytes("2")));
    }

    [Fact]
    public async Task Content_longer_than_one_block_arrives_whole()
    {
        var store = Store();
        var content = new byte[(17 << 20) + 3];
        new Random(1).NextBytes(content);
        Assert.True(await store.TryCreateAsync("long", content));
        Assert.False(await store.TryCreateAsync("long", new byte[9 << 20]));
        Assert.Equal(Sha256.Of(content), await store.GetSha256Async("long"));
    }

    [Fact]
    public async Task A_write_that_fails_half_way_leaves_no_blob_and_the_name_free()
    {
        var store = Store();
        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync("half", new FailingStream(20 << 20)));
        Assert.Null(await store.GetPropertiesAsync("half"));
        Assert.Empty(await store.ListAsync("half").ToListAsync());
        Assert.True(await store.TryCreateAsync("half", Bytes("whole")));
    }

    [Fact]
    public async Task Staged_content_is_a_blob_once_it_has_a_name_and_not_before()
    {
        var store = Store();
        var content = new byte[(9 << 20) + 3];
        new Random(2).NextBytes(content);
        await using var staged = await store.StageAsync();
        await staged.Content.WriteAsync(content.AsMemory(0, 1_000));
        await staged.Content.WriteAsync(content.AsMemory(1_000));
        Assert.Empty(await store.ListAsync("").ToListAsync());
        Assert.True(await staged.TryPublishAsync("staged/blob"));
        Assert.Equal(Sha256.Of(content), await store.GetSha256Async("staged/blob"));
    }

    [Fact]
    public async Task Staged_content_whose_name_is_taken_may_have_another_and_changes_nothing_there()
    {
        var store = Store();
        await store.TryCreateAsync("staged/taken", Bytes("theirs"));
        await using var staged = await store.StageAsync();
        await staged.Content.WriteAsync(Bytes("ours"));
        Assert.False(await staged.TryPublishAsync("staged/taken"));
        Assert.True(await staged.TryPublishAsync("staged/free"));
        Assert.Equal("theirs", await TextAsync(store, "staged/taken"));
        Assert.Equal("ours", await TextAsync(store, "staged/free"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => staged.TryPublishAsync("staged/twice"));
    }

    [Fact]
    public async Task Of_16_racing_publishers_of_staged_content_exactly_one_wins()
    {
        var store = Store();
        using var start = new Barrier(16);
        var winners = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
            async () =>
            {
                await using var staged = await store.StageAsync();
                await staged.Content.WriteAsync(Bytes($"writer {i}"));
                start.SignalAndWait();
                return await staged.TryPublishAsync("race/staged") ? i : -1;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var winner = Assert.Single(winners, static i => i >= 0);
        Assert.Equal($"writer {winner}", await TextAsync(store, "race/staged"));
    }

    [Fact]
    public async Task Staged_content_that_is_given_up_leaves_no_blob_and_the_name_free()
    {
        var store = Store();
        await using (var staged = await store.StageAsync())
        {
            await staged.Content.WriteAsync(Bytes("given up"));
            Assert.Equal("bad-blob-name", (await Assert.ThrowsAsync<StorageException>(() => staged.TryPublishAsync("../up"))).Code);
        }

        Assert.Empty(await store.ListAsync("").ToListAsync());
        Assert.True(await store.TryCreateAsync("given-up", Bytes("whole")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".locks/00")]
    [InlineData("a\\b")]
    [InlineData("a/b\0c")]
    [InlineData("C:/x")]
    [InlineData("a/b ")]
    [InlineData("b\u00e9b\u00e9")]
    public async Task A_name_that_could_leave_the_store_is_refused(string name)
    {
        var store = Store();
        Assert.Equal("bad-blob-name", (await Assert.ThrowsAsync<StorageException>(() => store.TryCreateAsync(name, Bytes("x")))).Code);
        Assert.Equal("bad-blob-name", (await Assert.ThrowsAsync<StorageException>(() => store.OpenReadAsync(name))).Code);
    }

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> TextAsync(IBlobStore store, string name, long offset = 0, long? length = null)
    {
        await using var stream = await store.OpenReadAsync(name, offset, length);
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync();
    }
}
