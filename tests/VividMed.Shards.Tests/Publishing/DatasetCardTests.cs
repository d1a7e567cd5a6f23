using System.Globalization;
using System.Text;
using CsCheck;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Tests.Versions;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Tests.Publishing;

public sealed class DatasetCardTests
{
    private static readonly Gen<ShardEntry[]> Shards = Gen.Select(
        Gen.OneOf("train", "validate", "test"), Gen.Int[1, 500], Gen.Int[0, 900], Gen.Int[0, 900])
        .Select(static (split, samples, phrases, regions) => new ShardEntry($"{split}/x.tar", split, "aa", samples * 1000L, samples, phrases, regions))
        .Array[1, 10];

    [Fact]
    public void The_rows_of_the_splits_add_up_to_what_was_written() => Shards.Sample(static shards =>
    {
        var manifest = TestVersions.ManifestOf(1, "run", shards);
        var rows = Rows(Render(manifest), "| split |");
        Assert.Equal(
            shards.Select(static shard => shard.Split).Distinct().Order(StringComparer.Ordinal), rows.Select(static row => row[0]));
        long[] totals =
        [
            shards.Length, shards.Sum(static shard => shard.Samples), shards.Sum(static shard => shard.Phrases), shards.Sum(static shard => shard.Regions),
            shards.Sum(static shard => shard.Bytes),
        ];
        Assert.Equal(
            totals, Enumerable.Range(1, 5).Select(column => rows.Sum(row => long.Parse(row[column], CultureInfo.InvariantCulture))));
        Assert.Equal(manifest.Counts.Written, totals[1]);
    });

    [Fact]
    public void The_header_of_the_card_names_each_split_with_its_files_and_ends_before_the_text()
    {
        ShardEntry[] shards = [new("validate/a.tar", "validate", "aa", 1, 1, 1, 1), new("train/a.tar", "train", "aa", 1, 1, 1, 1)];
        var card = Render(TestVersions.ManifestOf(7, "run", shards));
        var parts = card.Split("---\n", 3);
        Assert.Equal("", parts[0]);
        Assert.EndsWith(
            "  data_files:\n  - split: train\n    path: train/*.tar\n  - split: validate\n    path: validate/*.tar\n",
            parts[1],
            StringComparison.Ordinal);
        Assert.StartsWith("# mimic-cxr: grounded reports, version 7\n", parts[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\r', card);
    }

    [Fact]
    public void Where_the_data_come_from_is_told_in_full()
    {
        var manifest = TestVersions.ManifestOf(2, "run-9", new ShardEntry("train/a.tar", "train", "aa", 1, 1, 1, 1));
        var lineage = Render(manifest).Split("## Lineage\n\n")[1];
        Assert.Equal(
            "- run: `run-9`\n- code: `0.1.0`\n- lexicon: `lex`\n- options: `opt`\n- model dino: `aa cpu`\n- model sat: `bb cpu`\n",
            lineage);
        Assert.Contains("- follows version 1\n", Render(manifest with { Parent = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reasons_and_grades_stand_only_where_there_are_some()
    {
        var empty = Render(TestVersions.ManifestOf(1, "run"));
        Assert.DoesNotContain("why not grounded", empty, StringComparison.Ordinal);
        var statistics = new ShardStatistics();
        statistics.Add(TestSamples.Radiograph("s1"));
        statistics.Add(TestSamples.Tomogram("s2"));
        var card = Encoding.UTF8.GetString(DatasetCard.Render(TestVersions.ManifestOf(1, "run"), statistics));
        Assert.Equal(["absent"], Rows(card, "| why not grounded |").Select(static row => row[0]));
        Assert.Equal([["A", "2"]], Rows(card, "| grade of region |"));
        Assert.Equal(["**all abnormality**", "2", "1", "50.0 %"], Rows(card, "| target |")[0]);
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
