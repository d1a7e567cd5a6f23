using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Versions;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// Reads a split of a dataset version into memory at the network's resolution. Of a study with several images the one with the
/// most regions is used (the first among equals), since a phrase must be answerable from what the network sees.
/// </summary>
internal sealed class StudyLoader(NetworkOptions network)
{
    // Air to dense bone, in Hounsfield units.
    private const float LowestHounsfield = -1000;
    private const float HighestHounsfield = 600;

    /// <summary>At most <paramref name="most"/> studies, spread evenly over the split's buckets, in the manifests' order.</summary>
    public async Task<IReadOnlyList<TrainingStudy>> LoadAsync(
        IReadOnlyList<LoadedVersion> versions, string split, int most, CancellationToken cancellationToken)
    {
        var buckets = versions
            .SelectMany(version => version.Manifest.Buckets
                .Where(bucket => bucket.Split == split && bucket.Samples > 0)
                .Select(bucket => (version.Store, Bucket: bucket)))
            .ToList();
        var studies = new List<TrainingStudy>();
        for (var i = 0; i < buckets.Count; i++)
        {
            var quota = (int)((long)most * (i + 1) / buckets.Count) - (int)((long)most * i / buckets.Count);
            if (quota == 0) continue;
            await foreach (var stored in VersionReader.ReadAsync(buckets[i].Store, buckets[i].Bucket, withImages: true, cancellationToken))
            {
                if (stored.Sample.Images.Count == 0) continue;
                studies.Add(Prepare(stored));
                if (--quota == 0) break;
            }
        }

        return studies;
    }

    private TrainingStudy Prepare(StoredSample stored)
    {
        var sample = stored.Sample;
        var main = Enumerable.Range(0, sample.Images.Count).MaxBy(image => sample.Regions.Count(region => region.Image == image));
        var image = sample.Images[main];
        var grid = ImageGrid.For(image.Depth, network);
        var voxels = Decode(stored.Images[image.Member], image, grid);
        var regions = new Dictionary<int, RegionTarget>();
        for (var i = 0; i < sample.Regions.Count; i++)
        {
            if (sample.Regions[i].Image == main) regions[i] = Target(sample.Regions[i], image, grid);
        }

        // The full-resolution run lengths are not needed any more and may be most of the sample's memory.
        var light = sample with { Regions = [.. sample.Regions.Select(static region => region with { Mask = null })] };
        return new TrainingStudy(light, grid, voxels, regions);
    }

    private static float[] Decode(byte[] content, SampleImage image, ImageGrid grid)
    {
        using var stream = new MemoryStream(content, writable: false);
        if (image.Member.EndsWith(".png", StringComparison.Ordinal))
        {
            var picture = PngCodec.ReadGray(stream);
            var gray = Array.ConvertAll(picture.Pixels, static value => value / 255f);
            return GridResampler.Resize(gray, picture.Width, picture.Height, 1, grid);
        }

        var volume = NiftiFile.Read(stream).ToVolume();
        Hounsfield.ReplaceUnmeasured(volume.Voxels);
        var voxels = GridResampler.Resize(volume.Voxels, volume.Width, volume.Height, volume.Depth, grid);
        for (var i = 0; i < voxels.Length; i++)
        {
            var shown = Math.Clamp(voxels[i], LowestHounsfield, HighestHounsfield);
            voxels[i] = (shown - LowestHounsfield) / (HighestHounsfield - LowestHounsfield);
        }

        return voxels;
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

/// <summary>
/// A sample made ready: its main image on the network's grid (0 to 1, x fastest) and the regions of that image by their index in the
/// sample.
/// </summary>
internal sealed record TrainingStudy(Sample Sample, ImageGrid Grid, float[] Voxels, IReadOnlyDictionary<int, RegionTarget> Regions);

/// <summary>
/// What a region asks of the network. Box is (center x, y, z, width, height, depth) as fractions of the image; Mask, on the grid
/// of masks, is the filled share of each voxel, or null for a box alone.
/// </summary>
internal sealed record RegionTarget(float[] Box, float[]? Mask);
