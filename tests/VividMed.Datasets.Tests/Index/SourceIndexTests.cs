using System.Globalization;
using System.Text;
using CsCheck;
using VividMed.Datasets.Index;
using VividMed.Datasets.Reports;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Index;

/// <summary>What has been read once is known by path, length and stamp; whatever is damaged or older is read again.</summary>
public sealed class SourceIndexTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>, IDisposable
{
    private static int s_containers;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_is_found_in_that_state_alone_before_and_after_folding(bool container)
    {
        var store = Store(container);
        Assert.Equal(0, (await SourceIndex.LoadAsync(store, Stop)).Count);
        await SourceIndex.WriteNewAsync(store, "run-1", 0, [Entry("a/x.dcm"), Entry("b.dcm")], Stop);
        await SourceIndex.WriteNewAsync(store, "run-1", 1, [Entry("z.zip!s1.txt", stamp: "crc:0a")], Stop);
        foreach (var fold in (bool[])[false, true, true])
        {
            if (fold) await SourceIndex.FoldAsync(store, Stop);
            var index = await SourceIndex.LoadAsync(store, Stop);
            Assert.Equal(3, index.Count);
            Assert.Equal(Digest("a/x.dcm"), index.Find("a/x.dcm", 7, "100"));
            Assert.Equal(Digest("z.zip!s1.txt"), index.Find("z.zip!s1.txt", 7, "crc:0a"));
            Assert.Equal([null, null, null, null], [index.Find("a/x.dcm", 8, "100"), index.Find("a/x.dcm", 7, "101"), index.Find("a/y.dcm", 7, "100"), index.Find("a/x.dcm", 7, "")]);
        }

        Assert.Equal(["index/files.tsv.gz"], await store.ListAsync("", Stop).ToListAsync(Stop));
        Assert.Equal(0, (await SourceIndex.LoadAsync(store, rehash: true, Stop)).Count);
    }

    [Fact]
    public void Any_path_and_stamp_comes_back_as_it_was()
    {
        var text = Gen.String[Gen.Char["ab/\\\t\n\r !éß漢end"], 1, 20];
        Gen.Select(text, Gen.Long[0, long.MaxValue], text).Array[0, 20].Sample(
            entries =>
            {
                var written = entries.Select(static entry => new SourceEntry(entry.Item1, entry.Item2, entry.Item3, Digest(entry.Item1))).DistinctBy(static entry => entry.Path).ToArray();
                using var stream = new MemoryStream();
                SourceText.WriteAsync(stream, written.ToAsyncEnumerable(), CancellationToken.None).GetAwaiter().GetResult();
                stream.Position = 0;
                Assert.Equal(written, stream.Length == 0 ? [] : SourceText.ReadAsync(stream, CancellationToken.None).ToBlockingEnumerable());
            },
            iter: 300);
    }

    [Fact]
    public async Task A_study_is_completed_with_what_is_known_and_with_nothing_else()
    {
        var store = Store();
        await SourceIndex.WriteNewAsync(store, "run", 0, [Entry("a.dcm"), Entry("s.txt")], Stop);
        var index = await SourceIndex.LoadAsync(store, Stop);
        var study = new Study(
            "s", "p", "train", Modality.Cxr,
            [new StudyImage("a", "a.dcm", "PA", 7, Stamp: "100"), new StudyImage("b", "b.dcm", "PA", 7, Stamp: "100"), new StudyImage("c", "a.dcm", "PA", 7, Stamp: "200")],
            new ReportReference("s.txt", Bytes: 7, Stamp: "100"), []);
        var completed = index.Complete(study);
        Assert.Equal([Digest("a.dcm"), null, null], completed.Images.Select(static image => image.Sha256));
        Assert.Equal(Digest("s.txt"), completed.Report!.Sha256);
        var inTable = study with { Report = new ReportReference("s.txt", ReportForm.CsvRecord, 0, 9, 7, "100", "of its row") };
        Assert.Equal("of its row", index.Complete(inTable).Report!.Sha256);
        Assert.Null(index.Complete(study with { Report = null }).Report);
    }

    [Fact]
    public async Task Of_two_contents_of_one_state_the_later_one_is_known_and_what_has_no_stamp_is_not_kept()
    {
        var store = Store();
        await SourceIndex.WriteNewAsync(store, "run-1", 0, [Entry("a.dcm"), Entry("b.dcm", stamp: "")], Stop);
        await SourceIndex.FoldAsync(store, Stop);
        await SourceIndex.WriteNewAsync(store, "run-2", 0, [Entry("a.dcm") with { Sha256 = Digest("edited within the same tick") }], Stop);
        foreach (var fold in (bool[])[false, true])
        {
            if (fold) await SourceIndex.FoldAsync(store, Stop);
            var index = await SourceIndex.LoadAsync(store, Stop);
            Assert.Equal((1, Digest("edited within the same tick")), (index.Count, index.Find("a.dcm", 7, "100")));
        }
    }

    [Fact]
    public async Task A_base_damaged_anywhere_costs_reading_and_never_tells_another_digest()
    {
        var store = Store();
        await SourceIndex.WriteNewAsync(store, "run", 0, [.. Enumerable.Range(0, 40).Select(static i => Entry($"{i}.dcm"))], Stop);
        await SourceIndex.FoldAsync(store, Stop);
        await SourceIndex.WriteNewAsync(store, "run", 1, [Entry("new.dcm")], Stop);
        var sound = (await store.ReadAllAsync(SourceIndex.BaseName, cancellationToken: Stop))!;
        var forgotten = 0;
        for (var at = 0; at < sound.Length; at += 7)
        {
            foreach (var damaged in (byte[][])[sound[..at], [.. sound[..at], (byte)(sound[at] ^ 0x10), .. sound[(at + 1)..]]])
            {
                await store.WriteAsync(SourceIndex.BaseName, damaged, cancellationToken: Stop);
                var index = await SourceIndex.LoadAsync(store, Stop);
                Assert.Equal(Digest("new.dcm"), index.Find("new.dcm", 7, "100"));
                Assert.True(index.Count is 1 or 41, $"{index.Count} at byte {at}");
                Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(index.Count == 1 ? null : Digest($"{i}.dcm"), index.Find($"{i}.dcm", 7, "100")));
                forgotten += index.Count == 1 ? 1 : 0;
            }
        }

        Assert.InRange(forgotten, sound.Length / 7, int.MaxValue);
    }

    [Fact]
    public async Task A_damaged_new_file_is_as_if_it_were_not_there()
    {
        var store = Store();
        await SourceIndex.WriteNewAsync(store, "run", 0, [Entry("a.dcm")], Stop);
        await store.TryCreateAsync("index/new/run-1-x.tsv", "source-index\t1\nb.dcm\t7\t100\t"u8.ToArray(), Stop);
        await store.TryCreateAsync("index/new/run-2-x.tsv", Encoding.UTF8.GetBytes($"source-index\t1\nc.dcm\t7\t100\t{Digest("c.dcm")}\n"), Stop);
        Assert.Equal(1, (await SourceIndex.LoadAsync(store, Stop)).Count);
        await SourceIndex.FoldAsync(store, Stop);
        Assert.Equal(1, (await SourceIndex.LoadAsync(store, Stop)).Count);
        Assert.Empty(await store.ListAsync("index/new/", Stop).ToListAsync(Stop));
    }

    internal static SourceEntry Entry(string path, string stamp = "100") => new(path, 7, stamp, Digest(path));

    internal static string Digest(string text) => Sha256.Of(Encoding.UTF8.GetBytes(text));

    private IBlobStore Store(bool container = false)
    {
        if (!container) return new LocalBlobStore(Path.Combine(_folder.Root, "out"));
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        var number = Interlocked.Increment(ref s_containers).ToString(CultureInfo.InvariantCulture);
        return BlobStoreFactory.Open($"http://127.0.0.1:{azurite.Port}/devstoreaccount1/index-{number}");
    }
}
