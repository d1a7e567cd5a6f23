using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Buckets;

public sealed class PictureArchiveTests : IDisposable
{
    private static readonly IReadOnlyList<ShardItem> Items = TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"), TestSamples.Radiograph("s.3"));

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public PictureArchiveTests() => _store = new LocalBlobStore(_folder.Root);

    private static string Key => PictureArchive.KeyOf(TestBuckets.Rendering, Items.Select(static item => TestBuckets.ContentOf(item.Sample)));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_archive_is_named_by_what_it_shows_and_found_again_by_it()
    {
        var written = await WriteAsync();
        Assert.Equal($"images/train/{Key}.tar", written.Name);
        Assert.Equal((written.Sha256, written.Bytes), (await _store.GetSha256Async(written.Name), (await _store.GetPropertiesAsync(written.Name))!.Length));
        Assert.Equal(written, await PictureArchive.FindAsync(_store, "train", Key));
        Assert.Null(await PictureArchive.FindAsync(_store, "test", Key));
    }

    [Fact]
    public void The_key_tells_rendering_samples_and_images_and_nothing_else()
    {
        PictureContent one = new("s1", ["aa"]), two = new("s2", ["bb", "cc"]);
        var key = PictureArchive.KeyOf("png", [one, two]);
        Assert.Equal(key, PictureArchive.KeyOf("png", [two, one]));
        Assert.Distinct(
        [
            key, PictureArchive.KeyOf("png16", [one, two]), PictureArchive.KeyOf("png", [one]), PictureArchive.KeyOf("png", [one, two with { Images = ["bb"] }]),
            PictureArchive.KeyOf("png", [one, two with { Images = ["cc", "bb"] }]), PictureArchive.KeyOf("png", [one, two with { Sample = "s3" }]),
        ]);
    }

    [Fact]
    public async Task Writing_it_again_changes_nothing()
    {
        var first = await WriteAsync();
        var before = await _store.ListEntriesAsync("").ToListAsync();
        Assert.Equal(first, await WriteAsync());
        Assert.Equal(before, await _store.ListEntriesAsync("").ToListAsync());
    }

    [Fact]
    public async Task Racing_writers_agree()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(WriteAsync)));
        Assert.Single(written.Distinct());
        Assert.Equal(2, (await _store.ListAsync("").ToListAsync()).Count);
    }

    [Fact]
    public async Task Another_writers_bytes_under_the_name_are_adopted()
    {
        // The same pictures by another encoder: other bytes that are worth as much.
        var name = PictureArchive.NameOf("train", Key);
        var theirs = await TestArchives.OfAsync(("s1.0.png", TestSamples.Png), ("s2.0.nii.gz", TestSamples.Nifti));
        await _store.TryCreateAsync(name, theirs);
        Assert.Equal(new ShardFile(name, Sha256.Of(theirs), theirs.Length), await WriteAsync());
        Assert.Equal(theirs, await _store.ReadAllAsync(name));
    }

    [Fact]
    public async Task An_archive_without_its_side_file_is_read_once_and_gets_one()
    {
        var written = await WriteAsync();
        await _store.DeleteAsync($"images/train/{Key}.json");
        Assert.Equal(written, await PictureArchive.FindAsync(_store, "train", Key));
        Assert.NotNull(await _store.GetPropertiesAsync($"images/train/{Key}.json"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"name\":\"images/train/other.tar\",\"sha256\":\"aa\",\"bytes\":1}")]
    public async Task A_damaged_side_file_is_written_anew(string json)
    {
        var written = await WriteAsync();
        await _store.WriteAsync($"images/train/{Key}.json", System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Equal(written, await PictureArchive.FindAsync(_store, "train", Key));
    }

    [Fact]
    public async Task A_missing_or_cut_archive_is_none_and_the_next_writer_replaces_it()
    {
        var written = await WriteAsync();
        var whole = (await _store.ReadAllAsync(written.Name))!;
        await _store.DeleteAsync(written.Name);
        Assert.Null(await PictureArchive.FindAsync(_store, "train", Key));
        Assert.Equal(written, await WriteAsync());

        await _store.WriteAsync(written.Name, whole.AsMemory(0, 1_000));
        Assert.Null(await PictureArchive.FindAsync(_store, "train", Key));
        await _store.DeleteAsync($"images/train/{Key}.json");
        Assert.Null(await PictureArchive.FindAsync(_store, "train", Key));
        Assert.Equal(written, await WriteAsync());
        Assert.Equal(whole, await _store.ReadAllAsync(written.Name));
    }

    [Fact]
    public async Task What_is_given_up_leaves_nothing_behind()
    {
        await using (var writer = await PictureWriter.StageAsync(_store))
        {
            await writer.AddAsync(TestBuckets.ContentOf(Items[0].Sample), Items[0].Images);
        }

        Assert.Empty(new DirectoryInfo(_folder.Root).EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Pictures_that_are_not_those_of_the_sample_are_refused()
    {
        await using var writer = await PictureWriter.StageAsync(_store);
        Task AddAsync(string sample, string[] digests, params string[] members) =>
            writer.AddAsync(new PictureContent(sample, digests), [.. members.Select(static member => ShardImage.From(member, TestSamples.Png))]);

        Assert.Equal("image-mismatch", await RefusalAsync(() => AddAsync("s1", ["aa"])));
        Assert.Equal("image-mismatch", await RefusalAsync(() => AddAsync("s1", [])));
        Assert.Equal("image-mismatch", await RefusalAsync(() => AddAsync("s1", ["aa"], "s1.1.png")));
        Assert.Equal("image-mismatch", await RefusalAsync(() => AddAsync("s1", ["aa"], "s2.0.png")));
        Assert.Equal("image-mismatch", await RefusalAsync(() => AddAsync("s.1", ["aa"], "s.1.0.png")));
        Assert.Equal("empty-archive", await RefusalAsync(() => writer.PublishAsync("train", TestBuckets.Rendering)));
        await AddAsync("s2", ["aa"], "s2.0.png");
        Assert.Equal("samples-out-of-order", await RefusalAsync(() => AddAsync("s1", ["aa"], "s1.0.png")));
        Assert.Equal("samples-out-of-order", await RefusalAsync(() => AddAsync("s2", ["aa"], "s2.0.png")));
        var shorter = ShardImage.From("s3.0.png", TestSamples.Png) with { Length = TestSamples.Png.Length + 1 };
        Assert.Equal("short-image", await RefusalAsync(() => writer.AddAsync(new PictureContent("s3", ["aa"]), [shorter])));
    }

    [Fact]
    public async Task A_cut_holds_the_kept_samples_as_if_they_had_been_written_alone()
    {
        var all = await WriteAsync();
        IReadOnlyList<ShardItem> kept = [Items[0], Items[2]];
        var cut = await PictureWriter.CutAsync(_store, "train", all, TestBuckets.Rendering, [.. kept.Select(static item => TestBuckets.ContentOf(item.Sample))]);
        Assert.NotEqual(all, cut);
        await _store.DeleteAsync(cut.Name);
        Assert.Equal(cut, await TestBuckets.WritePicturesAsync(_store, "train", TestSamples.Items(kept.Select(static item => item.Sample))));
    }

    [Fact]
    public async Task A_cut_that_keeps_all_is_the_archive_itself_and_one_of_unknown_samples_is_refused()
    {
        var all = await WriteAsync();
        Assert.Equal(all, await PictureWriter.CutAsync(_store, "train", all, TestBuckets.Rendering, [.. Items.Select(static item => TestBuckets.ContentOf(item.Sample))]));
        Assert.Equal("picture-missing", await RefusalAsync(() => PictureWriter.CutAsync(_store, "train", all, TestBuckets.Rendering, [new("s9", ["aa"])])));
        Assert.Equal("shard-missing", await RefusalAsync(
            () => PictureWriter.CutAsync(_store, "train", all with { Name = "images/train/none.tar" }, TestBuckets.Rendering, [new("s1", ["aa"])])));
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<ShardException>(act)).Code;

    private Task<ShardFile> WriteAsync() => TestBuckets.WritePicturesAsync(
        _store, "train", TestSamples.Items(Items.Select(static item => item.Sample)));
}
