using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Fingerprints;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Png;
using VividMed.Storage.Cache;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Localization.Tests;

/// <summary>What an image looks like is learnt while it is localized, and known from then on.</summary>
public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDataset _dataset = new();
    private readonly ContentCache _cache;

    public FingerprintTests() => _cache = new ContentCache(new LocalBlobStore(_folder.Path("")));

    [Fact]
    public async Task Copies_in_two_files_look_alike_and_a_second_run_knows_it_without_opening_them()
    {
        var study = Study();

        var first = Assert.Single((await RunAsync(study)).Done).Fingerprints;
        _dataset.Files.Clear();
        var second = Assert.Single((await RunAsync(study)).Done).Fingerprints;

        Assert.Equal(first, second);
        Assert.InRange(first[0]!.Value.Distance(first[1]!.Value), 1, Fingerprint.NearDistance);
        Assert.True(first[0]!.Value.Distance(first[2]!.Value) > Fingerprint.NearDistance);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<LocalizationResult> RunAsync(TaggedStudy study)
    {
        await using var file = System.IO.File.OpenRead(Repository.Path("models", "taxonomy.json"));
        var taxonomy = TargetTaxonomy.Load(file);
        using var localizer = new SimulatedLocalizer(taxonomy, _cache, TimeSpan.Zero);
        return await LocalizationRun.OverAsync(_dataset, [study], localizer, loaders: 2, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>A picture as PNG, the same darker as JPEG, and another one.</summary>
    private TaggedStudy Study()
    {
        var picture = Waves(7);
        _dataset.Files["a.png"] = File(stream => PngCodec.WriteGray8(stream, picture));
        _dataset.Files["b.jpg"] = File(stream => JpegCodec.WriteGray(stream, picture with { Pixels = Array.ConvertAll(picture.Pixels, static pixel => (byte)(pixel * pixel / 255)) }));
        _dataset.Files["c.png"] = File(stream => PngCodec.WriteGray8(stream, Waves(11)));
        return _dataset.Tagged("s", [.. _dataset.Files.Select(static file => new StudyImage(file.Key, file.Key, "PA", Sha256: Sha256.Of(file.Value)))]);
    }

    private static byte[] File(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static GrayImage Waves(int seed)
    {
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 40).Select(_ => (X: random.NextDouble() * 0.4, Y: random.NextDouble() * 0.4, At: random.NextDouble() * 6.28)).ToList();
        return new(128, 128, [.. Enumerable.Range(0, 128 * 128).Select(i => (byte)Math.Clamp(128 + waves.Sum(wave => 12 * Math.Sin((wave.X * (i % 128)) + (wave.Y * (i / 128)) + wave.At)), 0, 255))]);
    }
}
