using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Pages;

/// <summary>The pictures of a case, as PNG in base64. The plain ones are the same in every arm.</summary>
internal static class ReadingPictures
{
    private const int Size = 768;
    private const int Planes = 20;

    /// <summary>Each image without any region: radiographs whole, volumes as axial planes.</summary>
    /// <exception cref="ImageFormatException">A stored image cannot be decoded.</exception>
    public static IEnumerable<string> Plain(StoredSample stored)
    {
        var bare = stored with { Sample = stored.Sample with { Phrases = [], Regions = [] } };
        return bare.Sample.Images.Select((image, at) => Encode(image.Depth == 1 ? SamplePicture.PaintImage(bare, at, size: Size) : Montage(bare, image)));
    }

    /// <summary>Each image that has a region, with its regions.</summary>
    /// <exception cref="ImageFormatException">A stored image cannot be decoded.</exception>
    public static IEnumerable<string> Grounded(StoredSample stored) => stored.Sample.Regions
        .Select(static region => region.Image).Distinct().Order()
        .Select(image => Encode(SamplePicture.PaintImage(stored, image, size: Size)));

    private static RgbImage Montage(StoredSample stored, SampleImage image)
    {
        using var content = new MemoryStream(stored.Images[image.Member], writable: false);
        var volume = NiftiFile.Read(content).ToVolume();
        var window = stored.Sample.Modality == Modality.Mr ? OverlayWindow.Fit(volume.Voxels) : OverlayWindow.Lung;
        return OverlayPainter.PaintMontage(volume, OverlayPlane.Axial, window, "axial", Planes, Size * 2);
    }

    private static string Encode(RgbImage image)
    {
        using var png = new MemoryStream();
        PngCodec.WriteRgb(png, image);
        return Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }
}
