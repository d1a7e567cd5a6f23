using System.IO.Pipelines;
using CsCheck;
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
    public async Task What_a_killed_writer_left_behind_is_told_apart_and_can_be_deleted()
    {
        string[] left = [".staged/0123456789abcdef0123456789abcdef.tmp", "records/train/.fedcba9876543210fedcba9876543210.tmp"];
        string[] other = ["records/train/fedcba9876543210fedcba9876543210.tmp", ".locks/0123456789abcdef0123456789abcdef.tmp", ".mine.tmp"];
        var store = Store();
        foreach (var name in left.Concat(other))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path(name))!);
            await File.WriteAllTextAsync(_folder.Path(name), "half a blo");
        }

        var found = await store.ListLeftoversAsync().ToListAsync();
        Assert.Equal(left, found.Select(static entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(found, static entry => Assert.Equal(10, entry.Length));
        foreach (var name in left) Assert.Equal((true, false), (await store.DeleteLeftoverAsync(name), await store.DeleteLeftoverAsync(name)));
        foreach (var name in other) Assert.False(await store.DeleteLeftoverAsync(name));
        Assert.All(other, name => Assert.True(File.Exists(_folder.Path(name))));
    }

    [Fact]
    public async Task What_was_staged_leaves_the_staging_folder_whether_it_was_published_or_not()
    {
        var store = Store();
        await using (var published = await store.StageAsync())
        {
            await published.Content.WriteAsync(Bytes("1"));
            await published.TryPublishAsync("a/b");
        }

        await using (await store.StageAsync())
        {
            Assert.Single(Directory.GetFiles(_folder.Path(".staged")));
        }

        Assert.Empty(Directory.GetFiles(_folder.Path(".staged")));
    }

    [Fact]
    public async Task What_a_killed_writer_staged_yesterday_is_cleared_and_what_another_stages_now_stays()
    {
        Directory.CreateDirectory(_folder.Path(".staged"));
        await File.WriteAllTextAsync(_folder.Path(".staged", "old.tmp"), "half a sha");
        await File.WriteAllTextAsync(_folder.Path(".staged", "new.tmp"), "half a sha");
        File.SetLastWriteTimeUtc(_folder.Path(".staged", "old.tmp"), DateTime.UtcNow.AddHours(-25));
        Assert.Empty(await Store().ListAsync("").ToListAsync());
        Assert.Equal([_folder.Path(".staged", "new.tmp")], Directory.GetFiles(_folder.Path(".staged")));
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

    [Fact]
    public async Task A_folder_that_holds_nothing_any_more_goes_with_its_last_blob()
    {
        var store = Store();
        await store.TryCreateAsync("runs/one/plan/a", Bytes("1"));
        await store.TryCreateAsync("runs/two/b", Bytes("2"));

        await store.DeleteAsync("runs/one/plan/a");

        Assert.Equal([_folder.Path("runs", "two")], Directory.GetDirectories(_folder.Path("runs")));
    }

    [Fact]
    public async Task Writers_do_not_mind_that_others_take_empty_folders_away()
    {
        var store = Store();
        await Parallel.ForEachAsync(Enumerable.Range(0, 60), async (number, _) =>
        {
            var name = $"shared/deep/{number % 2}/{number}";
            Assert.True(await store.TryCreatePassingAsync(name, new MemoryStream([1]), CancellationToken.None));
            await using (var staged = await store.StageAsync(CancellationToken.None))
            {
                await staged.Content.WriteAsync(new byte[] { 1 }, CancellationToken.None);
                Assert.True(await staged.TryPublishAsync(name + "s", CancellationToken.None));
            }

            Assert.True(await store.DeleteAsync(name, CancellationToken.None));
            Assert.True(await store.DeleteAsync(name + "s", CancellationToken.None));
        });

        Assert.False(Directory.Exists(_folder.Path("shared")));
    }

    [Fact]
    public async Task Names_come_in_the_order_of_whole_names_however_deep_they_lie()
    {
        var names = Gen.String[Gen.Char["ab-0"], 1, 3].Array[1, 3].Select(static parts => string.Join('/', parts));
        await names.Array[0, 12].Select(static all => all.Distinct(StringComparer.Ordinal).ToArray()).SampleAsync(
            static async all =>
            {
                using var folder = new TemporaryFolder();
                var store = new LocalBlobStore(folder.Root);
                // No name is the folder of another one.
                var free = all.Where(name => !all.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal))).ToList();
                foreach (var name in free) await store.TryCreateAsync(name, new byte[1]);
                Assert.Equal(free.Order(StringComparer.Ordinal), await store.ListAsync("").ToListAsync());
                foreach (var prefix in free.Select(static name => name[..((name.Length + 1) / 2)]))
                {
                    Assert.Equal(
                        free.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                        await store.ListAsync(prefix).ToListAsync());
                }
            },
            iter: 60);
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_while_the_blob_is_replaced_or_deleted()
    {
        var store = Store();
        await store.WriteAsync("kept", Bytes("before"));
        await using var open = await store.OpenReadAsync("kept");
        await store.WriteAsync("kept", Bytes("after"));
        Assert.True(await store.DeleteAsync("kept"));

        using var reader = new StreamReader(open!);
        Assert.Equal("before", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Null(await store.OpenReadAsync("kept"));
    }

    [Fact]
    public async Task A_folder_is_no_blob()
    {
        var store = Store();
        await store.TryCreateAsync("folder/blob", Bytes("x"));

        Assert.Null(await store.OpenReadAsync("folder"));
        Assert.Null(await store.GetPropertiesAsync("folder"));
        Assert.False(await store.DeleteAsync("folder"));
    }

    protected override IBlobStore Store() => new LocalBlobStore(_folder.Root);
}
