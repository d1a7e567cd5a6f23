using System.Globalization;
using System.Text;
using VividMed.Shards.Duplicates;
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
        Reading(card, manifest);
        Yield(card, statistics);
        if (statistics.Review is { } review) Review(card, review);
        if (statistics.Duplicates is { } duplicates) Duplicates(card, duplicates);
        Lineage(card, manifest);
        return Encoding.UTF8.GetBytes(card.ToString());
    }

    private static void Head(StringBuilder card, DatasetManifest manifest)
    {
        Line(card, "---");
        Line(card, $"pretty_name: {manifest.Dataset}, grounded reports, version {manifest.Version}");
        Line(card, "task_categories: [image-to-text, visual-question-answering]");
        Line(card, "tags: [medical, radiology, grounding]");
        Line(card, "---");
        Line(card, $"# {manifest.Dataset}: grounded reports, version {manifest.Version}");
        Line(card);
        if (manifest.Recipe.Miniatures is { } miniatures)
        {
            Line(card, $"**No clinical meaning: the regions were found by models that know synthetic phantoms alone ({miniatures}), in images that are none.**");
            Line(card);
        }

        Line(card, "Radiology studies with their reports, each key phrase tied to boxes or masks where a model could find it. The regions were made by");
        Line(card, "models, and by people only where a reviewer drew one; every region carries its score, model and grade, and every phrase without one says why.");
        Line(card, "The data fall under the terms of the dataset they were made from. Not for clinical use.");
        Line(card);
    }

    private static void Counts(StringBuilder card, DatasetManifest manifest)
    {
        var counts = manifest.Counts;
        Line(card, "## Contents");
        Line(card);
        Line(card, "| split | archives | samples | phrases | regions | bytes |");
        Line(card, "|---|---:|---:|---:|---:|---:|");
        foreach (var split in Splits(manifest))
        {
            var archives = split.SelectMany(static bucket => bucket.Archives()).ToList();
            var (samples, phrases, regions) = (
                split.Sum(static bucket => bucket.Samples), split.Sum(static bucket => bucket.Phrases), split.Sum(static bucket => bucket.Regions));
            Line(card, $"| {split.Key} | {archives.Count} | {samples} | {phrases} | {regions} | {archives.Sum(static file => file.Bytes)} |");
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

    private static void Reading(StringBuilder card, DatasetManifest manifest)
    {
        var name = DatasetLayout.Manifest(manifest.Version);
        Line(card, "## Reading it");
        Line(card);
        Line(card, $"The archives of this version are those that `{name}` names, and no others in the same folders. Records and pictures lie in two");
        Line(card, "tar files a bucket, with the same samples in the same order. Python's `tarfile` and the package `msgpack` read them:");
        Line(card);
        Line(card, "```python");
        card.Append(PythonSnippets.Tarfile(name));
        Line(card, "```");
        Line(card);
        Line(card, "`webdataset` groups the members of a sample by itself and decodes the records:");
        Line(card);
        Line(card, "```python");
        card.Append(PythonSnippets.WebDataset(name));
        Line(card, "```");
        Line(card);
        Line(card, "The package `datasets` loads none of these archives: `vividmed shards export --to hf` writes what it does load, and other families what other trainers");
        Line(card, "and viewers load.");
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
        if (statistics.FilesLeftOut is { } files) Table(card, "file of a DICOM folder left out", files);
    }

    private static void Review(StringBuilder card, ReviewSummary review)
    {
        Line(card, "## Review");
        Line(card);
        Line(card, $"{review.Reviewers} reviewers looked at {review.Subjects} phrases before this version; {review.CorrectedStudies} studies are as they corrected them. They differ on {review.Open}, of which nothing was changed.");
        Line(card);
        Line(card, "| what was looked at | right | 95 % interval |");
        Line(card, "|---|---:|---|");
        Row(card, "phrases with a region", review.Grounded);
        Row(card, "phrases without", review.Ungrounded);
        Line(card);
    }

    private static void Row(StringBuilder card, string what, ReviewShare? share)
    {
        if (share is not null) Line(card, string.Create(CultureInfo.InvariantCulture, $"| {what} | {100 * share.Share:F1} % | {100 * share.Low:F1} % to {100 * share.High:F1} % |"));
    }

    private static void Duplicates(StringBuilder card, DuplicateReport duplicates)
    {
        var groups = duplicates.Groups;
        Line(card, "## Near-duplicates");
        Line(card);
        Line(card, $"Of {duplicates.Images} images that were compared by what they look like, those of {duplicates.Studies} studies form {groups.All} groups of near-duplicates.");
        if (duplicates.Unmeasured > 0) Line(card, $"{duplicates.Unmeasured} images were not compared: an earlier release has read them, or they show nothing.");
        if (groups.AcrossSplits > 0) Line(card, $"**{groups.AcrossSplits} groups lie in several splits: what a model is tested on there it has been trained on.** `quality.json` names the studies.");
        Line(card);
        Line(card, "| near-duplicates | groups |");
        Line(card, "|---|---:|");
        Line(card, $"| within a study | {groups.WithinStudy} |");
        Line(card, $"| within a patient | {groups.WithinPatient} |");
        Line(card, $"| across patients | {groups.AcrossPatients} |");
        Line(card, $"| of all, across splits | {groups.AcrossSplits} |");
        Line(card);
    }

    private static void Lineage(StringBuilder card, DatasetManifest manifest)
    {
        Line(card, "## Lineage");
        Line(card);
        Line(card, $"- run: `{manifest.Run}`");
        Line(card, $"- program: `{manifest.Program}`, runtime `{manifest.Runtime}`");
        Line(card, $"- recipe: `{manifest.Recipe.Digest}`");
        foreach (var (part, value) in manifest.Recipe.Parts.OrderBy(static part => part.Key, StringComparer.Ordinal))
        {
            Line(card, $"  - {part}: `{value}`");
        }

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

    private static IEnumerable<IGrouping<string, BucketEntry>> Splits(DatasetManifest manifest) =>
        manifest.Buckets
            .Where(static bucket => bucket.Records is not null)
            .GroupBy(static bucket => bucket.Split, StringComparer.Ordinal)
            .OrderBy(static split => split.Key, StringComparer.Ordinal);

    private static void Line(StringBuilder card, string text = "") => card.Append(text).Append('\n');
}
