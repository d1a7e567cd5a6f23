using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Shards.Pictures;

/// <summary>
/// A sample as a person wants to see it: the image with its regions, and the report with the phrases in the colors of theirs.
/// </summary>
public static class SamplePicture
{
    /// <summary>Pixels of the longer side of the picture without the report.</summary>
    public const int DefaultSize = 960;

    /// <summary>
    /// Paints the image that has the most regions, the first among equals, with the report beside it. A volume is cut through its smallest
    /// finding.
    /// </summary>
    /// <exception cref="ImageFormatException">The stored image cannot be decoded.</exception>
    public static RgbImage Paint(StoredSample stored, int size = DefaultSize)
    {
        var image = Busiest(stored.Sample);
        return PaintImage(
            stored, image,
            new OverlayText($"{stored.Sample.Dataset} {stored.Sample.Id}", stored.Sample.Report.Text, Highlights(stored.Sample, image)),
            size);
    }

    /// <summary>One image of a sample with its regions, each in the color of its index (see <see cref="OverlayColor.Of"/>).</summary>
    /// <exception cref="ImageFormatException">The stored image cannot be decoded.</exception>
    public static RgbImage PaintImage(StoredSample stored, int image, OverlayText? report = null, int size = DefaultSize)
    {
        var sample = stored.Sample;
        var regions = sample.Regions
            .Select((region, index) => (region, index))
            .Where(item => item.region.Image == image)
            .OrderBy(static item => item.region.TargetKind == FindingKind.Abnormality ? 0 : 1)
            .ThenBy(static item => item.region.Mask?.Count() ?? item.region.Box.Volume)
            .Select(item => new OverlayRegion(TitleOf(sample, item.index), OverlayColor.Of(item.index), item.region.Mask is null ? item.region.Box : null, item.region.Mask?.Decode()))
            .ToList();
        using var content = new MemoryStream(stored.Images[sample.Images[image].Member], writable: false);
        return sample.Images[image].Depth == 1
            ? OverlayPainter.PaintRadiograph(PngCodec.ReadGray(content), regions, report, size)
            : PaintVolume(NiftiFile.Read(content).ToVolume(), sample.Modality, regions, report, size / 2);
    }

    /// <summary>What has no units is shown from its own dark to its own bright.</summary>
    private static RgbImage PaintVolume(Volume volume, Modality modality, IReadOnlyList<OverlayRegion> regions, OverlayText? report, int cell) =>
        OverlayPainter.PaintVolume(volume, regions, report, modality == Modality.Mr ? OverlayWindow.Fit(volume.Voxels) : null, cell);

    /// <summary>The image with the most regions, the first among equals.</summary>
    public static int Busiest(Sample sample) =>
        Enumerable.Range(0, sample.Images.Count).MaxBy(index => sample.Regions.Count(region => region.Image == index));

    /// <summary>A region's name with the side of the phrases that it was given for, where none speaks against another.</summary>
    public static string TitleOf(Sample sample, int region)
    {
        var sides = sample.Phrases.Where(phrase => phrase.Regions.Contains(region) && phrase.Side is (Side.Left or Side.Right))
            .Select(static phrase => phrase.Side)
            .Distinct()
            .ToList();
        return sides switch
        {
            [Side.Left] => $"left {sample.Regions[region].Label}",
            [Side.Right] => $"right {sample.Regions[region].Label}",
            _ => sample.Regions[region].Label,
        };
    }

    /// <summary>The grounded phrases in the order of the text; where two overlap, the first keeps its place.</summary>
    private static List<OverlayHighlight> Highlights(Sample sample, int image)
    {
        var highlights = new List<OverlayHighlight>();
        foreach (var phrase in sample.Phrases.OrderBy(phrase => phrase.Start))
        {
            var region = phrase.Regions.Where(index => sample.Regions[index].Image == image).Select(index => (int?)index).FirstOrDefault();
            if (region is null || (highlights.Count > 0 && phrase.Start < highlights[^1].End)) continue;
            highlights.Add(new OverlayHighlight(phrase.Start, phrase.End, OverlayColor.Of(region.Value)));
        }

        return highlights;
    }
}
