using System.Globalization;
using System.Text;
using CsCheck;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Publishing;

public sealed class DatasetCardTests
{
    private static readonly Gen<BucketEntry[]> Buckets = Gen.Select(
        Gen.OneOf("train", "validate", "test"), Gen.Int[1, 500], Gen.Int[0, 900], Gen.Int[0, 900])
        .Select(static (split, samples, phrases, regions) => new BucketEntry(
            "k", split, new ShardFile("r", "aa", samples * 1000L), new ShardFile("i", "bb", samples * 9000L), samples, phrases, regions, 1))
        .Array[1, 10];

    [Fact]
    public void The_rows_of_the_splits_add_up_to_what_was_written() => Buckets.Sample(static buckets =>
    {
        var manifest = TestBuckets.ManifestOf(1, buckets);
        var rows = Rows(Render(manifest), "| split |");
        Assert.Equal(
            buckets.Select(static bucket => bucket.Split).Distinct().Order(StringComparer.Ordinal), rows.Select(static row => row[0]));
        long[] totals =
        [
            2 * buckets.Length, buckets.Sum(static bucket => bucket.Samples), buckets.Sum(static bucket => bucket.Phrases),
            buckets.Sum(static bucket => bucket.Regions), manifest.Archives().Sum(static file => file.Bytes),
        ];
        Assert.Equal(
            totals, Enumerable.Range(1, 5).Select(column => rows.Sum(row => long.Parse(row[column], CultureInfo.InvariantCulture))));
        Assert.Equal(manifest.Counts.Written, totals[1]);
    });

    [Fact]
    public void The_header_of_the_card_promises_no_loader_and_ends_before_the_text()
    {
        var parts = Render(TestBuckets.ManifestOf(7)).Split("---\n", 3);
        Assert.Equal("", parts[0]);
        Assert.DoesNotContain("data_files", parts[1], StringComparison.Ordinal);
        Assert.StartsWith("# mimic-cxr: grounded reports, version 7\n", parts[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\r', parts[2]);
    }

    [Fact]
    public void Where_the_data_come_from_is_told_in_full()
    {
        var lineage = Render(TestBuckets.ManifestOf(2)).Split("## Lineage\n\n")[1];
        Assert.Equal(
            $"- run: `run-1`\n- program: `0.1.0`, runtime `.NET 10`\n- recipe: `{TestBuckets.Recipe.Digest}`\n  - lexicon: `lex`\n  - options: `opt`\n"
            + "- follows version 1\n- model dino: `aa cpu`\n- model sat: `bb cpu`\n",
            lineage);
        Assert.DoesNotContain("follows", Render(TestBuckets.ManifestOf(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reasons_and_grades_stand_only_where_there_are_some()
    {
        var empty = Render(TestBuckets.ManifestOf(1));
        Assert.DoesNotContain("why not grounded", empty, StringComparison.Ordinal);
        var statistics = new ShardStatistics();
        statistics.Add(TestSamples.Radiograph("s1"));
        statistics.Add(TestSamples.Tomogram("s2"));
        var card = Encoding.UTF8.GetString(DatasetCard.Render(TestBuckets.ManifestOf(1), statistics));
        Assert.Equal(["absent"], Rows(card, "| why not grounded |").Select(static row => row[0]));
        Assert.Equal([["A", "2"]], Rows(card, "| grade of region |"));
        Assert.Equal(["**all abnormality**", "2", "1", "50.0 %"], Rows(card, "| target |")[0]);
    }

    [Theory]
    [InlineData(0, "msgpack")]
    [InlineData(1, "webdataset")]
    public async Task What_the_card_tells_a_reader_in_Python_to_write_reads_the_version(int snippet, string package)
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        var longest = "long id with dots. " + new string('é', 60);
        var train = await TestBuckets.WriteAsync(store, "train", TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"), TestSamples.Radiograph(longest)));
        var empty = await TestBuckets.WriteAsync(store, "train", [], TestBuckets.Quarantined("q1"));
        await TestBuckets.CommitAsync(store, 1, "mimic-cxr", train, empty);
        var card = Encoding.UTF8.GetString((await store.ReadAllAsync("versions/0001/README.md"))!);
        var script = card.Split("```python\n")[snippet + 1].Split("```")[0];

        var lines = Python.Run(package, folder.Root, script);

        Assert.Equal([$"{longest} [{TestSamples.Png.Length}]", $"s1 [{TestSamples.Png.Length}]", $"s2 [{TestSamples.Nifti.Length}]"], lines);
    }

    private static string Render(DatasetManifest manifest) => Encoding.UTF8.GetString(DatasetCard.Render(manifest, new ShardStatistics()));

    /// <summary>The cells of the table under a heading.</summary>
    private static List<string[]> Rows(string card, string heading) =>
    [
        .. card.Split('\n').SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];
}
