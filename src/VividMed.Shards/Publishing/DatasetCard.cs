using System.Globalization;
using System.Text;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Publishing;

/// <summary>The version's README: a dataset card with its yield table, readable where it lies and on a data hub.</summary>
internal static class DatasetCard
{
    public static byte[] Render(DatasetManifest manifest, ShardStatistics statistics)
    {
        var card = new StringBuilder();
        Head(card, manifest);
        Counts(card, manifest);
        Yield(card, statistics);
        Lineage(card, manifest);
        return Encoding.UTF8.GetBytes(card.ToString());
    }

    private static void Head(StringBuilder card, DatasetManifest manifest)
    {
        Line(card, "---");
        Line(card, $"pretty_name: {manifest.Dataset}, grounded reports, version {manifest.Version}");
        Line(card, "task_categories: [image-to-text, visual-question-answering]");
        Line(card, "tags: [medical, radiology, grounding, webdataset]");
        Line(card, "configs:");
        Line(card, "- config_name: default");
        Line(card, "  data_files:");
        foreach (var split in Splits(manifest))
        {
            Line(card, $"  - split: {split.Key}");
            Line(card, $"    path: {split.Key}/*.tar");
        }

        Line(card, "---");
        Line(card, $"# {manifest.Dataset}: grounded reports, version {manifest.Version}");
        Line(card);
        Line(card, "Radiology studies with their reports, each key phrase tied to boxes or masks where a model could find it. The regions were made by");
        Line(card, "models, not drawn by people; every region carries its score, model and grade, and every phrase without one says why.");
        Line(card, "The data fall under the terms of the dataset they were made from. Not for clinical use.");
        Line(card);
    }

    private static void Counts(StringBuilder card, DatasetManifest manifest)
    {
        var counts = manifest.Counts;
        Line(card, "## Contents");
        Line(card);
        Line(card, "| split | shards | samples | phrases | regions | bytes |");
        Line(card, "|---|---:|---:|---:|---:|---:|");
        foreach (var split in Splits(manifest))
        {
            Line(
                card,
                $"| {split.Key} | {split.Count()} | {split.Sum(static shard => shard.Samples)} | {split.Sum(static shard => shard.Phrases)} | {split.Sum(static shard => shard.Regions)} | {split.Sum(static shard => shard.Bytes)} |");
        }

        Line(card);
        Line(
            card,
            $"Of {counts.Planned} planned studies {counts.Written} were written, {counts.Quarantined} quarantined and {counts.ExcludedTotal} excluded.");
        foreach (var (reason, count) in counts.Excluded.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Line(card, $"- excluded, {reason}: {count}");
        }

        Line(card);
    }

    private static void Yield(StringBuilder card, ShardStatistics statistics)
    {
        Line(card, "## Yield");
        Line(card);
        Line(card, "| target | phrases | grounded | share |");
        Line(card, "|---|---:|---:|---:|");
        foreach (var (kind, yield) in statistics.Kinds) Row(card, $"**all {kind}**", yield);
        foreach (var (target, yield) in statistics.Targets) Row(card, target[(target.IndexOf('/', StringComparison.Ordinal) + 1)..], yield);
        Line(card);
        Table(card, "why not grounded", statistics.Reasons);
        Table(card, "grade of region", statistics.Grades);
    }

    private static void Lineage(StringBuilder card, DatasetManifest manifest)
    {
        Line(card, "## Lineage");
        Line(card);
        Line(card, $"- run: `{manifest.Run}`");
        Line(card, $"- code: `{manifest.CodeVersion}`");
        Line(card, $"- lexicon: `{manifest.LexiconDigest}`");
        Line(card, $"- options: `{manifest.OptionsDigest}`");
        if (manifest.Parent is { } parent) Line(card, $"- follows version {parent}");
        foreach (var (id, digest) in manifest.Models.OrderBy(static model => model.Key, StringComparer.Ordinal))
        {
            Line(card, $"- model {id}: `{digest}`");
        }
    }

    private static void Table(StringBuilder card, string heading, SortedDictionary<string, long> counts)
    {
        if (counts.Count == 0) return;
        Line(card, $"| {heading} | count |");
        Line(card, "|---|---:|");
        foreach (var (name, count) in counts) Line(card, $"| {name} | {count} |");
        Line(card);
    }

    private static void Row(StringBuilder card, string name, TargetYield yield) =>
        Line(
            card,
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {yield.Phrases} | {yield.Grounded} | {100 * yield.Share:F1} % |"));

    private static IEnumerable<IGrouping<string, ShardEntry>> Splits(DatasetManifest manifest) =>
        manifest.Shards.GroupBy(static shard => shard.Split, StringComparer.Ordinal).OrderBy(static split => split.Key, StringComparer.Ordinal);

    private static void Line(StringBuilder card, string text = "") => card.Append(text).Append('\n');
}
