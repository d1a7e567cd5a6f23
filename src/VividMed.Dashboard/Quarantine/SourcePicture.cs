using VividMed.Dashboard.Samples;
using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Imaging.Resampling;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Quarantine;

/// <summary>Paints an image as it lies in its dataset: a radiograph, or the middle slice of a volume.</summary>
internal static class SourcePicture
{
    /// <summary>Pixels of the longer side: enough to see what is wrong.</summary>
    private const int Size = 1024;

    // A volume takes a gigabyte while it is unpacked.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <exception cref="ReasonException">The file cannot be read; the code says why.</exception>
    public static async Task<byte[]> PaintAsync(IDataset dataset, StudyImage image, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Paint(dataset, image), cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static byte[] Paint(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        var gray = dataset.Modality.IsVolume() ? MiddleSlice(VolumeReader.Read(file, image, dataset.Modality), dataset.Modality) : Radiograph(file);
        var scale = Math.Min(1.0, Size / (double)Math.Max(gray.Width, gray.Height));
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, ImageResizer.Resize(gray, Math.Max(1, (int)(gray.Width * scale)), Math.Max(1, (int)(gray.Height * scale))));
        return png.ToArray();
    }

    private static GrayImage Radiograph(Stream file) => ImageFormats.Of(file, out var whole) switch
    {
        ImageFormat.Png => PngCodec.ReadGray(whole),
        ImageFormat.Jpeg => JpegCodec.ReadGray(whole),
        _ => RadiographRendering.Render(DicomFile.Read(whole).DecodeFrame(0)),
    };

    private static GrayImage MiddleSlice(Imaging.Geometry.Volume volume, Modality modality)
    {
        var stored = new StoredVolume(volume.Grid, Array.ConvertAll(volume.Voxels, static value => (short)Math.Clamp(value, short.MinValue, short.MaxValue)));
        return stored.Cut(OverlayPlane.Axial, new PlaneGeometry(volume.Grid, OverlayPlane.Axial).Slices / 2, modality == Modality.Mr ? OverlayWindow.Fit(volume.Voxels) : OverlayWindow.Lung);
    }
}
