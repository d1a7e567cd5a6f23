using System.Globalization;
using System.Text;
using VividMed.Bench.Shards;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Bench.Training.Records;

/// <summary>
/// A committed version of any number of records out of few phantoms: each is repeated under new studies and patients, with a picture of its own in the
/// archive. No phantom is drawn for it.
/// </summary>
internal sealed class ManyRecords(IReadOnlyList<SmallStudy> studies)
{
    private const int BucketSize = 64;

    /// <summary>One bucket in so many is held out.</summary>
    private const int HeldOutEvery = 20;

    /// <summary>The radiographs of a run's first version.</summary>
    public static async Task<ManyRecords> FromAsync(string run, int shrink, CancellationToken cancellationToken)
    {
        var studies = await VersionReader.ReadAsync(new LocalBlobStore(run), 1, withImages: true, cancellationToken)
            .Select(stored => SmallStudy.Of(stored, shrink))
            .OfType<SmallStudy>()
            .ToListAsync(cancellationToken);
        return new ManyRecords(studies);
    }

    /// <summary>Writes version 1 of so many records, unless it is there.</summary>
    public async Task WriteAsync(IBlobStore store, int records, CancellationToken cancellationToken)
    {
        if (await DatasetManifest.TryLoadAsync(store, 1, cancellationToken) is not null) return;
        var marks = new BucketMark[(records + BucketSize - 1) / BucketSize];
        await Parallel.ForAsync(0, marks.Length, cancellationToken, async (at, stop) =>
            marks[at] = await WriteAsync(store, at, Math.Min(BucketSize, records - (at * BucketSize)), stop));
        await BenchVersion.CommitAsync(store, marks, cancellationToken);
    }

    private async Task<BucketMark> WriteAsync(IBlobStore store, int number, int count, CancellationToken cancellationToken)
    {
        var split = number % HeldOutEvery == HeldOutEvery - 1 ? "validate" : "train";
        var samples = Enumerable.Range(number * BucketSize, count)
            .Select(at => (From: studies[at % studies.Count], Study: string.Create(CultureInfo.InvariantCulture, $"s{at:D8}"), Patient: string.Create(CultureInfo.InvariantCulture, $"p{at / 2:D8}")))
            .Select(one => (one.From.Pictures, Sample: one.From.Named(one.Study, one.Patient, split, image => Sha256.Of(Encoding.UTF8.GetBytes($"{one.Study} {image}")))))
            .ToList();
        var given = samples.Select(static one => new BucketStudy(one.Sample.Study, one.Sample.Images[0].SourceSha256)).ToArray();
        var key = BucketKey.Of("recipe", split, given);
        await using var writer = await PictureWriter.StageAsync(store, cancellationToken);
        foreach (var (pictures, sample) in samples)
        {
            await writer.AddAsync(
                new PictureContent(sample.Id, [.. sample.Images.Select(static image => image.SourceSha256)]),
                [.. sample.Images.Zip(pictures, static (image, picture) => ShardImage.From(image.Member, picture))], cancellationToken);
        }

        var file = await writer.PublishAsync(split, "rendering", cancellationToken);
        var written = await RecordArchive.PublishAsync(store, split, key, [.. samples.Select(static one => one.Sample)], cancellationToken);
        return await BucketStore.PublishAsync(
            store, new BucketMark(BucketMark.SchemaVersion, key, split, "recipe", given, written.File, file, written.Statistics, [], new Dictionary<string, string>()), cancellationToken);
    }
}
