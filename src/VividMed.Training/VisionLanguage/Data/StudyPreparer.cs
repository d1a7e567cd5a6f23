using VividMed.Grounding;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// Brings a stored sample to the network's resolution. Of a study with several images the one with the most regions is used (the first among
/// equals), since a phrase must be answerable from what the network sees.
/// </summary>
internal sealed class StudyPreparer(NetworkOptions network, Grade leastGrade = Grade.C)
{
    /// <summary>Null of a sample without an image.</summary>
    public TrainingStudy? Prepare(StoredSample stored)
    {
        var sample = stored.Sample;
        if (sample.Images.Count == 0) return null;
        var main = MainImage(sample);
        var image = sample.Images[main];
        var grid = ImageGrid.For(image.Depth, network);
        var seen = Decode(stored.Images[image.Member], image, grid, sample.Modality);
        var regions = new Dictionary<int, RegionTarget>();
        for (var i = 0; i < sample.Regions.Count; i++)
        {
            if (sample.Regions[i].Image == main && sample.Regions[i].Grade <= leastGrade) regions[i] = Target(sample.Regions[i], image, grid);
        }

        // The full-resolution run lengths are not needed any more and may be most of the sample's memory.
        var light = sample with { Regions = [.. sample.Regions.Select(static region => region with { Mask = null })] };
        return new TrainingStudy(light, grid, seen, regions);
    }

    /// <summary>The image that the network sees.</summary>
    public static int MainImage(Sample sample) => Enumerable.Range(0, sample.Images.Count).MaxBy(image => sample.Regions.Count(region => region.Image == image));

    private static PreparedImage Decode(byte[] content, SampleImage image, ImageGrid grid, Modality modality)
    {
        using var stream = new MemoryStream(content, writable: false);
        return image.Member.EndsWith(".png", StringComparison.Ordinal)
            ? ImagePreparation.Of(PngCodec.ReadGray(stream), grid)
            : ImagePreparation.Of(NiftiFile.Read(stream).ToVolume(), grid, modality);
    }

    private static RegionTarget Target(Region region, SampleImage image, ImageGrid grid)
    {
        var box = region.Box;
        float[] fractions =
        [
            (float)(box.CenterX / image.Width), (float)(box.CenterY / image.Height), (float)(box.CenterZ / image.Depth),
            (float)((box.X1 - box.X0) / image.Width), (float)((box.Y1 - box.Y0) / image.Height), (float)((box.Z1 - box.Z0) / image.Depth),
        ];
        return new RegionTarget(fractions, region.Mask is { } mask ? GridResampler.Resize(mask.Decode(), grid.Outline) : null);
    }
}
