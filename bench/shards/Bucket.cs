using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;

namespace VividMed.Bench.Shards;

/// <summary>
/// A bucket of 64 radiographs with the same report, each with a picture of bytes that do not compress behind the head of a PNG of 512 x 512.
/// </summary>
internal sealed class Bucket(int number, int pictureBytes)
{
    public const int Size = 64;

    private const string Split = "train";
    private const string Sentence = "There is a small left pleural effusion with adjacent atelectasis. ";

    private readonly Sample[] _samples = [.. Enumerable.Range(0, Size).Select(index => Of($"s{(number * Size) + index:D8}"))];
    private readonly byte[][] _pictures = [.. Enumerable.Range(0, Size).Select(index => Noise((number * Size) + index, pictureBytes))];

    /// <summary>Pictures, records and mark, as a run writes them.</summary>
    public async Task<BucketMark> WriteAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var studies = _samples.Select(static sample => new BucketStudy(sample.Study, sample.Images[0].SourceSha256)).ToArray();
        var key = BucketKey.Of("recipe", Split, studies);
        await using var writer = await PictureWriter.StageAsync(store, cancellationToken);
        foreach (var (sample, picture) in _samples.Zip(_pictures))
        {
            await writer.AddAsync(new PictureContent(sample.Id, [sample.Images[0].SourceSha256]), [ShardImage.From(sample.Images[0].Member, picture)], cancellationToken);
        }

        var pictures = await writer.PublishAsync(Split, "rendering", cancellationToken);
        var records = await RecordArchive.PublishAsync(store, Split, key, _samples, cancellationToken);
        return await BucketStore.PublishAsync(
            store,
            new BucketMark(
                BucketMark.SchemaVersion, key, Split, "recipe", studies, records.File, pictures, records.Statistics, [], new Dictionary<string, string>()),
            cancellationToken);
    }

    private static Sample Of(string id) => new(
        id, "mimic-cxr", Split, id, id, Modality.Cxr,
        [new SampleImage(ShardNames.Image(id, 0, volume: false), 512, 512, 1, null, null, "PA", Storage.Streams.Sha256.Of(System.Text.Encoding.UTF8.GetBytes(id)))],
        new SampleReport(string.Concat(Enumerable.Repeat(Sentence, 6)), [new SampleSection("findings", 0, 6 * Sentence.Length)]),
        [.. Enumerable.Range(0, 6).Select(static index => new Phrase(
            (index * Sentence.Length) + 17, (index * Sentence.Length) + 38, "left pleural effusion", "pleural effusion", FindingKind.Abnormality,
            Polarity.Present, Temporality.Current, Side.Left, ["small"], [index], null))],
        [.. Enumerable.Range(0, 6).Select(static index => new Region(
            0, RegionShape.Box, "pleural effusion", FindingKind.Abnormality, Box.Flat(10 + index, 20, 200.5, 300.25), null, 0.9, "detector", Grade.A, ["inside-lung"]))],
        [new QuestionAnswer("Is there a pleural effusion?", "yes", "presence", [0])],
        new Provenance(new Dictionary<string, string> { ["detector"] = "aa cpu" }, "lexicon", "options", "recipe"));

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        ReadOnlySpan<byte> head = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 2, 0, 0, 0, 2, 0, 8, 0, 0, 0, 0];
        head.CopyTo(bytes);
        return bytes;
    }
}
