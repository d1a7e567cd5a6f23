using VividMed.Imaging;
using VividMed.Imaging.Fingerprints;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Png;
using VividMed.Imaging.Resampling;
using VividMed.Phantoms.Radiographs;

namespace VividMed.Phantoms.Tests.Fingerprints;

/// <summary>What becomes of a radiograph on its way to another export, and that other radiographs are other ones.</summary>
public sealed class RadiographFingerprintTests
{
    private const int Side = 192;
    private const int Studied = 60;

    private static readonly PhantomRadiograph[] Phantoms = [.. ParallelEnumerable.Range(0, 1000).AsOrdered().Select(static seed => PhantomRadiograph.Generate(
        seed, new PhantomRadiographOptions { Width = Side, Height = Side, View = seed % 4 == 3 ? "AP" : "PA" }))];

    private static readonly Dictionary<string, Func<PhantomRadiograph, GrayImage>> Exports = new()
    {
        ["half the contrast"] = static phantom => Export(phantom, static value => 64 + (value / 2 * 255)),
        ["darker"] = static phantom => Export(phantom, static value => 255 * Math.Pow(value, 2)),
        ["brighter"] = static phantom => Export(phantom, static value => 255 * Math.Pow(value, 0.5)),
        ["a narrower window"] = static phantom => Export(phantom, static value => (value - 0.1) / 0.7 * 255),
        ["a PNG of 8 bits"] = static phantom => Through(Plain(phantom), PngCodec.WriteGray8, static png => PngCodec.ReadGray(png)),
        ["JPEG of quality 90"] = static phantom => Through(Plain(phantom), static (stream, image) => JpegCodec.WriteGray(stream, image, 90), JpegCodec.ReadGray),
        ["JPEG of quality 50"] = static phantom => Through(Plain(phantom), static (stream, image) => JpegCodec.WriteGray(stream, image, 50), JpegCodec.ReadGray),
        ["nine tenths of the size"] = static phantom => ImageResizer.Resize(Plain(phantom), Side * 9 / 10, Side * 9 / 10),
        ["half the size"] = static phantom => ImageResizer.Resize(Plain(phantom), Side / 2, Side / 2),
        ["a negative"] = static phantom => Export(phantom, static value => 255 - (255 * value)),
        ["all at once"] = static phantom => Through(
            ImageResizer.Resize(Export(phantom, static value => 255 - (255 * Math.Pow(Math.Clamp((value - 0.07) / 0.8, 0, 1), 1.6))), Side * 9 / 10, Side * 9 / 10),
            static (stream, image) => JpegCodec.WriteGray(stream, image, 75), JpegCodec.ReadGray),
    };

    public static TheoryData<string> Names => [.. Exports.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nineteen_of_twenty_copies_are_found(string export)
    {
        var found = Phantoms.Take(Studied).Count(phantom =>
            NearDuplicates.Group([Of(Plain(phantom)), Of(Exports[export](phantom))]) is [0, 0]);

        Assert.True(found >= 0.95 * Studied, $"{found} of {Studied}");
    }

    [Fact]
    public void A_thousand_different_radiographs_are_no_duplicates() =>
        Assert.Equal(Enumerable.Range(0, Phantoms.Length), NearDuplicates.Group([.. Phantoms.Select(static phantom => Of(Plain(phantom)))]));

    [Fact]
    public void A_mirrored_radiograph_is_another_one() => Assert.All(Phantoms.Take(Studied), static phantom =>
    {
        var picture = Plain(phantom);
        var mirrored = picture with { Pixels = [.. picture.Pixels.Chunk(Side).SelectMany(static row => row.Reverse())] };
        Assert.NotInRange(Of(picture).Distance(Of(mirrored)), 0, 2 * Fingerprint.NearDistance);
    });

    private static Fingerprint Of(GrayImage picture) => PictureFingerprint.Of(picture)!.Value;

    private static GrayImage Plain(PhantomRadiograph phantom) => Export(phantom, static value => 255 * value);

    /// <param name="tone">From a stored value, 0 dark to 1 bright, to gray.</param>
    private static GrayImage Export(PhantomRadiograph phantom, Func<double, double> tone) => new(
        phantom.Width, phantom.Height,
        Array.ConvertAll(phantom.Pixels, pixel => (byte)Math.Clamp(tone((phantom.Inverted ? 4095 - pixel : pixel) / 4095.0), 0, 255)));

    private static GrayImage Through(GrayImage image, Action<Stream, GrayImage> write, Func<Stream, GrayImage> read)
    {
        using var file = new MemoryStream();
        write(file, image);
        file.Position = 0;
        return read(file);
    }
}
