using VividMed.Imaging;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>Phantom radiographs as an anatomy segmenter meets them, with their structures as one bit a class.</summary>
internal static class PhantomAnatomy
{
    public static IReadOnlyList<ModelLabel> Classes { get; } =
    [
        new("heart", "heart"),
        new("right lung", "lung", Side.Right),
        new("left lung", "lung", Side.Left),
        new("right clavicle", "clavicle", Side.Right),
        new("left clavicle", "clavicle", Side.Left),
        new("aortic arch", "aortic arch"),
        new("trachea", "trachea"),
        new("spine", "vertebrae"),
    ];

    /// <param name="rich">With more findings than phantoms usually have: what they hide has to be outlined all the same.</param>
    public static AnatomyExample Make(int seed, int width, int height, bool rich, RadiographKind radiographs)
    {
        var findings = !rich ? null
            : radiographs == RadiographKind.Projected ? PhantomRadiographs.RichProjected(new Random(seed))
            : PhantomRadiographs.Rich(new Random(seed));
        var phantom = PhantomRadiograph.Generate(seed, new() { Width = width, Height = height, Findings = findings, Kind = radiographs });
        return new AnatomyExample(PhantomRadiographs.Render(phantom), PhantomLabels.Of(Classes, phantom.Anatomy, phantom.Pixels.Length));
    }
}

/// <summary>A rendered phantom and, for every pixel, the classes that it belongs to, one bit each.</summary>
internal sealed record AnatomyExample(GrayImage Image, uint[] Labels)
{
    /// <summary>The same picture with up to 8 % cut away at each side: another position and scale for the next use.</summary>
    public AnatomyExample Crop(Random random)
    {
        var cut = PictureCut.Draw(Image.Width, Image.Height, random);
        return new AnatomyExample(new GrayImage(cut.Width, cut.Height, cut.Of(Image.Pixels, Image.Width)), cut.Of(Labels, Image.Width));
    }

    /// <summary>
    /// The classes on every second pixel along both axes of a padded square of <paramref name="size"/> that the picture's longest side
    /// fills.
    /// </summary>
    /// <param name="offset">The first pixel taken: bit 0 along x, bit 1 along y.</param>
    /// <param name="target">[classes, size / 2, size / 2], 0 or 1.</param>
    public void CopyLabels(int size, int offset, Span<float> target)
    {
        target.Clear();
        var scale = (double)size / Math.Max(Image.Width, Image.Height);
        var (width, height) = (Side(Image.Width), Side(Image.Height));
        var half = size / 2;
        for (var y = offset >> 1; y < height; y += 2)
        {
            var row = Source(y, height, Image.Height) * Image.Width;
            for (var x = offset & 1; x < width; x += 2)
            {
                for (var bits = Labels[row + Source(x, width, Image.Width)]; bits != 0; bits &= bits - 1)
                {
                    target[(((System.Numerics.BitOperations.TrailingZeroCount(bits) * half) + (y / 2)) * half) + (x / 2)] = 1;
                }
            }
        }

        int Side(int length) => Math.Clamp((int)Math.Floor((length * scale) + 0.5), 1, size);

        static int Source(int at, int length, int source) => Math.Min(source - 1, (int)((at + 0.5) * source / length));
    }
}
