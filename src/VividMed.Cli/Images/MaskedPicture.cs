using VividMed.Imaging;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Overlays;
using VividMed.Taxonomy;

namespace VividMed.Cli.Images;

/// <summary>A volume with the segments of DICOM segmentations laid over it, each by where it lies.</summary>
internal static class MaskedPicture
{
    /// <summary>Segments that are drawn: a legend of more nobody reads, and each is a mask as large as the volume.</summary>
    public const int Most = 32;

    private const int SmallestCell = 460;
    private const int LegendMargin = 138;
    private const int LegendLine = 28;

    /// <summary>The picture, and how many segments are not drawn because there are too many.</summary>
    /// <param name="source">A NIfTI file, a multi-frame DICOM file or the folder of a series.</param>
    /// <param name="series">Of a folder with several the one that is meant.</param>
    /// <exception cref="CliException">A file is missing, damaged or of a kind that is not read, or nothing of a segmentation lies in the volume.</exception>
    public static (RgbImage Picture, int Undrawn) Of(string source, IReadOnlyList<string> masks, string? series, OverlayWindow? window)
    {
        var volume = Named(source, () => VolumeSource.Read(source, series));
        if (!volume.VoxelToWorld.IsInvertible) throw new CliException($"{source}: the volume has no usable geometry");
        var (regions, undrawn) = (new List<OverlayRegion>(), 0);
        foreach (var file in masks)
        {
            var (found, all) = Named(file, () => Regions(file, volume.Grid, regions.Count));
            regions.AddRange(found);
            undrawn += all - found.Count;
        }

        var cell = Math.Max(SmallestCell, LegendMargin + (LegendLine * regions.Count));
        return (OverlayPainter.PaintVolume(volume, regions, window: window ?? ImagePicture.Suggest(volume.Voxels), cell: cell), undrawn);
    }

    /// <param name="drawn">Segments that are drawn already, which decides the colors.</param>
    private static (List<OverlayRegion> Regions, int Segments) Regions(string file, VolumeGrid grid, int drawn)
    {
        using var stream = File.OpenRead(file);
        var segmentation = DicomSegmentation.Read(stream);
        var (regions, elsewhere) = (new List<OverlayRegion>(), default(ImageFormatException));
        foreach (var segment in segmentation.Segments.Take(Most - drawn))
        {
            var color = OverlayColor.Of(drawn + regions.Count);
            try
            {
                var mask = segmentation.MaskOf(segment.Number, grid);
                regions.Add(new OverlayRegion(mask.NextSet(0) >= 0 ? NameOf(segment) : $"{NameOf(segment)} (empty)", color, Mask: mask));
            }
            catch (ImageFormatException outside) when (outside.Code == "grid-mismatch")
            {
                elsewhere = outside;
                regions.Add(new OverlayRegion($"{NameOf(segment)} (outside of the volume)", color));
            }
        }

        return elsewhere is not null && regions.TrueForAll(static region => region.Mask is null) ? throw elsewhere : (regions, segmentation.Segments.Count);
    }

    private static string NameOf(DicomSegment segment) =>
        segment.Label.Length > 0 ? segment.Label : segment.Property.Length > 0 ? segment.Property : $"segment {segment.Number}";

    /// <summary>Readers do not know what their stream is called.</summary>
    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is ReasonException or CliException)
        {
            throw new CliException($"{path}: {failure.Message}");
        }
    }
}
