using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Shards.Archives;

namespace VividMed.Exports.Families;

/// <summary>
/// Self-contained archives: of each sample its record as JSON and its pictures, under one key. Samples of one archive have the same members:
/// readers infer a table's columns from the first few.
/// </summary>
internal sealed class WebDatasetFamily(string name, FamilyOptions options) : ExportFamily
{
    public override string Name => name;

    public override int SamplesPerFile => 1000;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override string StratumOf(ExportSample sample) =>
        $"{sample.Sample.Split}-{sample.Sample.Modality.ToString().ToLowerInvariant()}-{sample.Sample.Images.Count}";

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        RecordJson.Check(sample.Sample);
        counts.Add("records");
        return [];
    }

    internal override GroupWriter Open(ExportFolder folder, string group) => new Group(folder.Create(group + ".tar"));

    private static byte[] Render(ExportSample sample)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ExportJson.Writer))
        {
            RecordJson.Write(json, sample.Key, sample.Sample, [.. sample.Sample.Images.Index().Select(image => WholeRecords.FileOf(sample, image.Index))]);
        }

        return stream.ToArray();
    }

    private sealed class Group : GroupWriter
    {
        private readonly AtomicFile _file;
        private readonly UstarWriter _archive;
        private long _count;

        public Group(AtomicFile file) => (_file, _archive) = (file, new UstarWriter(file.Content));

        public override Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures)
        {
            List<(string Name, byte[] Content)> members =
                [(sample.Key + ".json", Render(sample)), .. sample.Sample.Images.Select((_, image) => (WholeRecords.FileOf(sample, image), pictures.Stored(image)))];
            return async cancellationToken =>
            {
                foreach (var (name, content) in members) await _archive.AddAsync(name, content, cancellationToken);
                _count++;
            };
        }

        public override async Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken)
        {
            await _archive.FinishAsync(cancellationToken);
            return [await _file.CommitAsync(cancellationToken, _count)];
        }

        public override ValueTask DisposeAsync() => _file.DisposeAsync();
    }
}
