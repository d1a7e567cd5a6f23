using VividMed.Cli.Images;
using VividMed.Imaging;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Phantoms.Writing;

namespace VividMed.Cli.Running;

/// <summary>Radiographs of a phantom dataset as they are, and beside it with the outlines of their truth.</summary>
internal static class PhantomPictures
{
    public const string Folder = "pictures";

    private const string Layout = "mimic-cxr";
    private const int LongestSide = 480;

    /// <summary>Draws the first so many radiographs that have a truth, each into <c>pictures/s{study}.png</c> or, of several views, <c>s{study}-{view}.png</c>.</summary>
    public static void Write(string root, PhantomTruth truth, int count)
    {
        var images = truth.Studies.Where(static study => study.Dataset == Layout)
            .SelectMany(static study => study.Images.Where(static image => image.Anatomy.Count > 0).Select((image, view) => (Study: study, Image: image, View: view)));
        foreach (var (study, image, view) in images.Take(count))
        {
            var file = Path.Combine(root, study.Dataset, "files", $"p{study.Patient[..2]}", $"p{study.Patient}", $"s{study.Study}", $"{image.Id}.dcm");
            var picture = ImageReader.Radiograph(file);
            var target = Path.Combine(root, Folder, $"s{study.Study}{(view > 0 ? $"-{view + 1}" : "")}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var png = File.Create(target);
            PngCodec.WriteRgb(png, Beside(
                OverlayPainter.PaintRadiograph(picture, [], longestSide: LongestSide), OverlayPainter.PaintRadiograph(picture, Regions(image), longestSide: LongestSide)));
        }
    }

    /// <summary>The anatomy in lines, what is found in boxes too.</summary>
    private static OverlayRegion[] Regions(PhantomTruthImage image) =>
    [
        .. image.Anatomy.Concat(image.Findings).Select((region, i) => new OverlayRegion(
            region.Side == Taxonomy.Side.None ? region.Target : $"{region.Side.ToString().ToLowerInvariant()} {region.Target}",
            OverlayColor.Of(i), i < image.Anatomy.Count ? null : region.ToBox(), region.Mask.Decode())),
    ];

    private static RgbImage Beside(RgbImage left, RgbImage right)
    {
        var (width, height) = (left.Width + right.Width, left.Height);
        var pixels = new byte[3 * width * height];
        for (var row = 0; row < height; row++)
        {
            left.Pixels.AsSpan(3 * row * left.Width, 3 * left.Width).CopyTo(pixels.AsSpan(3 * row * width));
            right.Pixels.AsSpan(3 * row * right.Width, 3 * right.Width).CopyTo(pixels.AsSpan(3 * ((row * width) + left.Width)));
        }

        return new RgbImage(width, height, pixels);
    }
}
