using VividMed.Grounding;
using VividMed.Imaging;

namespace VividMed.Shards;

/// <summary>A sample as a person wants to see it: the image with its regions, and the report with the phrases in the colours of theirs.</summary>
public static class SamplePicture
{
    /// <summary>Paints the image that has the most regions, the first among equals.</summary>
    /// <exception cref="ImageFormatException">The stored image cannot be decoded.</exception>
    public static RgbImage Paint(StoredSample stored)
    {
        var sample = stored.Sample;
        var image = Enumerable.Range(0, sample.Images.Count).MaxBy(index => sample.Regions.Count(region => region.Image == index));
        var regions = sample.Regions
            .Select((region, index) => (region, index))
            .Where(item => item.region.Image == image)
            .Select(item => new OverlayRegion(item.region.Label, OverlayColour.Of(item.index), item.region.Mask is null ? item.region.Box : null, item.region.Mask?.Decode()))
            .ToList();
        var report = new OverlayText($"{sample.Dataset} {sample.Id}", sample.Report.Text, Highlights(sample, image));
        using var content = new MemoryStream(stored.Images[sample.Images[image].Member], writable: false);
        return sample.Images[image].Depth == 1
            ? OverlayPainter.PaintRadiograph(PngCodec.ReadGray(content), regions, report)
            : OverlayPainter.PaintVolume(NiftiFile.Read(content).ToVolume(), regions, report);
    }

    /// <summary>The grounded phrases in the order of the text; where two overlap, the first keeps its place.</summary>
    private static List<OverlayHighlight> Highlights(Sample sample, int image)
    {
        var highlights = new List<OverlayHighlight>();
        foreach (var phrase in sample.Phrases.OrderBy(phrase => phrase.Start))
        {
            var region = phrase.Regions.Where(index => sample.Regions[index].Image == image).Select(index => (int?)index).FirstOrDefault();
            if (region is null || (highlights.Count > 0 && phrase.Start < highlights[^1].End)) continue;
            highlights.Add(new OverlayHighlight(phrase.Start, phrase.End, OverlayColour.Of(region.Value)));
        }

        return highlights;
    }
}
