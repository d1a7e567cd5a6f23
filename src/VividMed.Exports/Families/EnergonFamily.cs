using System.Text;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;

namespace VividMed.Exports.Families;

/// <summary>
/// What Megatron-Energon needs to join a version's records and pictures by key, without a copy: two data sets of links to the version's own
/// archives, each with its <c>.nv-meta</c>, and a metadataset that joins them. <c>energon prepare</c> adds its index of the archives.
/// </summary>
internal sealed class EnergonFamily(string name, FamilyOptions options) : ExportFamily
{
    private static readonly (string Ours, string Theirs)[] Parts = [("train", "train"), ("validate", "val"), ("test", "test")];

    private readonly List<(BucketEntry Bucket, string Key)> _excluded = [];
    private readonly Dictionary<string, (BucketEntry Bucket, long Samples)> _buckets = new(StringComparer.Ordinal);

    public override string Name => name;

    internal override bool WritesSamples => false;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        if (options.StoreFolder is null) throw new ExportException("needs-folder", "The family energon links to the version's archives: it needs a store that is a folder of this machine, not a container.");
        return [];
    }

    internal override void PassOver(BucketEntry bucket, Sample sample) => _excluded.Add((bucket, SampleKey.Of(sample.Id)));

    internal override void Take(BucketEntry bucket, ExportSample sample)
    {
        if (bucket.Pictures is null) throw new ExportException("old-layout", "A version of layout 1 has records and pictures in one archive: there is nothing to join.");
        _buckets[bucket.Records!.Name] = (bucket, _buckets.GetValueOrDefault(bucket.Records.Name).Samples + 1);
    }

    internal override GroupWriter Open(ExportFolder folder, string group) => throw new InvalidOperationException("no sample is written");

    internal override async Task<IReadOnlyList<ExportFile>> FinishAsync(
        ExportFolder folder, DatasetManifest version, IReadOnlyList<FinishedGroup> groups, CancellationToken cancellationToken)
    {
        var buckets = _buckets.Values.Select(static one => one.Bucket).OrderBy(static bucket => bucket.Split, StringComparer.Ordinal).ThenBy(static bucket => bucket.Key, StringComparer.Ordinal).ToList();
        var files = new List<ExportFile>();
        foreach (var (side, of) in ((string, Func<BucketEntry, ShardFile>)[])[("records", static bucket => bucket.Records!), ("pictures", static bucket => bucket.Pictures!)])
        {
            foreach (var bucket in buckets) Link(folder.PathOf($"{side}/{LinkOf(bucket)}"), of(bucket).Name);
            files.Add(await WriteAsync(folder, $"{side}/.nv-meta/dataset.yaml", DatasetYaml(side), cancellationToken));
            files.Add(await WriteAsync(folder, $"{side}/.nv-meta/sample_loader.py", Loader(side), cancellationToken));
            files.Add(await WriteAsync(folder, $"{side}/.nv-meta/split.yaml", SplitYaml(buckets), cancellationToken));
            // Older releases read the counts under the other name; JSON is YAML too.
            foreach (var info in (string[])[".info.json", ".info.yaml"]) files.Add(await WriteAsync(folder, $"{side}/.nv-meta/{info}", InfoJson(buckets), cancellationToken));
        }

        files.Add(await WriteAsync(folder, "metadataset.yaml", MetadatasetYaml(buckets), cancellationToken));
        files.Add(await WriteAsync(folder, "vividmed_energon.py", EnergonTexts.Joiner, cancellationToken));
        return files;
    }

    private static string LinkOf(BucketEntry bucket) => $"{bucket.Split}-{bucket.Key}.tar";

    private void Link(string link, string target)
    {
        var path = Path.GetFullPath(Path.Combine(options.StoreFolder!, target.Replace('/', Path.DirectorySeparatorChar)));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        if (File.Exists(link) || new FileInfo(link).LinkTarget is not null) File.Delete(link);
        File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, path));
    }

    private static string DatasetYaml(string side) =>
        $"sample_type:\n  __module__: vividmed_energon\n  __class__: {(side == "records" ? "RecordSample" : "PictureSample")}\nsample_loader: sample_loader.py:sample_loader\npart_filter: sample_loader.py:part_filter\n";

    private static string Loader(string side) => side == "records" ? EnergonTexts.RecordLoader : EnergonTexts.PictureLoader;

    private string SplitYaml(List<BucketEntry> buckets)
    {
        var yaml = new StringBuilder();
        var excluded = _excluded.Where(one => _buckets.ContainsKey(one.Bucket.Records!.Name)).Select(static one => $"{LinkOf(one.Bucket)}/{one.Key}").Order(StringComparer.Ordinal).ToList();
        yaml.Append(excluded.Count == 0 ? "exclude: []\n" : "exclude:\n");
        foreach (var sample in excluded) yaml.Append("- ").Append(sample).Append('\n');
        yaml.Append("split_parts:\n");
        foreach (var (ours, theirs) in Parts)
        {
            var here = buckets.Where(bucket => bucket.Split == ours).ToList();
            yaml.Append("  ").Append(theirs).Append(here.Count == 0 ? ": []\n" : ":\n");
            foreach (var bucket in here) yaml.Append("  - ").Append(LinkOf(bucket)).Append('\n');
        }

        return yaml.ToString();
    }

    private static string InfoJson(List<BucketEntry> buckets) => Encoding.UTF8.GetString(ExportJson.File(new SortedDictionary<string, object>(StringComparer.Ordinal)
    {
        ["shard_counts"] = new SortedDictionary<string, long>(buckets.ToDictionary(LinkOf, static bucket => bucket.Samples, StringComparer.Ordinal), StringComparer.Ordinal),
    }));

    private static string MetadatasetYaml(List<BucketEntry> buckets)
    {
        var yaml = new StringBuilder("__module__: megatron.energon\n__class__: MetadatasetV2\nsplits:\n");
        foreach (var (_, theirs) in Parts.Where(part => buckets.Any(bucket => bucket.Split == part.Ours)))
        {
            yaml.Append("  ").Append(theirs).Append(":\n    join:\n      - path: records\n      - path: pictures\n    joiner:\n      __module__: vividmed_energon\n      __class__: GroundedSample\n");
        }

        return yaml.ToString();
    }

    private static Task<ExportFile> WriteAsync(ExportFolder folder, string file, string text, CancellationToken cancellationToken) =>
        folder.WriteAsync(file, Encoding.UTF8.GetBytes(text), cancellationToken);
}
