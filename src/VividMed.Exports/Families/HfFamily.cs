using System.Text;
using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Parquet;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Shards.Versions;
using VividMed.Taxonomy;

namespace VividMed.Exports.Families;

/// <summary>Parquet of one fixed schema with pictures as bytes, which the package <c>datasets</c> loads; radiographs and volumes are two configurations.</summary>
internal sealed class HfFamily(string name, FamilyOptions options) : ExportFamily
{
    public override string Name => name;

    public override int SamplesPerFile => 500;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override string StratumOf(ExportSample sample) => $"{ConfigurationOf(sample.Sample.Modality)}/{sample.Sample.Split}";

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        RecordJson.Check(sample.Sample);
        counts.Add("rows");
        return [];
    }

    internal override GroupWriter Open(ExportFolder folder, string group) => new Group(folder.Create(group + ".parquet"), group.StartsWith("cxr", StringComparison.Ordinal));

    internal override async Task<IReadOnlyList<ExportFile>> FinishAsync(
        ExportFolder folder, DatasetManifest version, IReadOnlyList<FinishedGroup> groups, CancellationToken cancellationToken)
    {
        var card = new StringBuilder($"---\npretty_name: {version.Dataset}, grounded reports, version {version.Version}\nconfigs:\n");
        foreach (var configuration in groups.GroupBy(static group => group.Stratum.Split('/')[0], StringComparer.Ordinal))
        {
            card.Append("- config_name: ").Append(configuration.Key).Append("\n  data_files:\n");
            foreach (var stratum in configuration.Select(static group => group.Stratum).Distinct(StringComparer.Ordinal))
            {
                var split = stratum.Split('/')[1];
                card.Append("  - split: ").Append(split == "validate" ? "validation" : split).Append("\n    path: ").Append(stratum).Append("-*.parquet\n");
            }
        }

        card.Append("---\nMade from a version of grounded reports; offsets are code points, boxes voxels of the stored images. See manifest.json.\n");
        return [await folder.WriteAsync("README.md", Encoding.UTF8.GetBytes(card.ToString()), cancellationToken)];
    }

    private static string ConfigurationOf(Modality modality) => modality.ToString().ToLowerInvariant();

    private sealed class Group(AtomicFile file, bool decoded) : GroupWriter
    {
        private ParquetTable? _table;

        public override Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures)
        {
            var row = HfSchema.RowOf(sample, pictures.Stored);
            return async cancellationToken =>
            {
                _table ??= await ParquetTable.OpenAsync(file.Content, HfSchema.Row, cancellationToken);
                await _table.AddAsync(row, cancellationToken);
            };
        }

        public override async Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken)
        {
            var features = JsonSerializer.Serialize(new { info = new { features = HfSchema.FeaturesOf(decoded) } });
            await _table!.FinishAsync(new Dictionary<string, string> { ["huggingface"] = features }, cancellationToken);
            return [await file.CommitAsync(cancellationToken, _table.Rows)];
        }

        public override ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
