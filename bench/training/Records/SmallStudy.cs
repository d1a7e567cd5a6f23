using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;

namespace VividMed.Bench.Training.Records;

/// <summary>A radiograph of a run at a fraction of its size, words as they were, which can be had under any number of ids.</summary>
internal sealed record SmallStudy(Sample Sample, IReadOnlyList<byte[]> Pictures)
{
    /// <summary>Null where a mask is so small that nothing is left of it.</summary>
    /// <param name="factor">Pixels of a side that become one.</param>
    public static SmallStudy? Of(StoredSample stored, int factor)
    {
        var sample = stored.Sample;
        var regions = sample.Regions.Select(region => Smaller(region, factor)).ToList();
        if (regions.Contains(null)) return null;
        return new SmallStudy(
            sample with
            {
                Images = [.. sample.Images.Select(image => image with
                {
                    Width = image.Width / factor, Height = image.Height / factor, SpacingMm = image.SpacingMm is [var x, var y, .. var rest] ? [x * factor, y * factor, .. rest] : null,
                })],
                Regions = [.. regions.OfType<Region>()],
            },
            [.. sample.Images.Select(image => Smaller(stored.Images[image.Member], factor))]);
    }

    /// <summary>The same study of another patient.</summary>
    public Sample Named(string study, string patient, string split, Func<int, string> digestOf) => Sample with
    {
        Id = study,
        Study = study,
        Patient = patient,
        Split = split,
        Images = [.. Sample.Images.Select((image, at) => image with { Member = ShardNames.Image(study, at, volume: false), SourceSha256 = digestOf(at) })],
    };

    private static Region? Smaller(Region region, int factor)
    {
        if (region.Mask is not { } mask)
        {
            var box = region.Box;
            return region with { Box = Box.Flat(box.X0 / factor, box.Y0 / factor, box.X1 / factor, box.Y1 / factor) };
        }

        var (whole, small) = (mask.Decode(), new Mask(mask.Width / factor, mask.Height / factor, 1));
        for (var y = 0; y < small.Height; y++)
        {
            for (var x = 0; x < small.Width; x++) small[x, y, 0] = whole[(x * factor) + (factor / 2), (y * factor) + (factor / 2), 0];
        }

        return small.Bounds() is { } hull ? region with { Box = hull, Mask = RunLengthMask.Encode(small) } : null;
    }

    private static byte[] Smaller(byte[] picture, int factor)
    {
        using var from = new MemoryStream(picture, writable: false);
        var whole = PngCodec.ReadGray(from);
        var (width, height) = (whole.Width / factor, whole.Height / factor);
        var pixels = new byte[width * height];
        for (var at = 0; at < pixels.Length; at++) pixels[at] = Mean(whole, at % width * factor, at / width * factor, factor);
        using var to = new MemoryStream();
        PngCodec.WriteGray8(to, new GrayImage(width, height, pixels));
        return to.ToArray();
    }

    private static byte Mean(GrayImage image, int left, int top, int side)
    {
        var sum = 0;
        for (var y = top; y < top + side; y++)
        {
            for (var x = left; x < left + side; x++) sum += image.Pixels[(y * image.Width) + x];
        }

        return (byte)(sum / (side * side));
    }
}
