using VividMed.Cli.Images.Inputs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Nifti;

namespace VividMed.Cli.Images;

/// <summary>Reads an image file's header and no more.</summary>
internal static class ImageHeaderReader
{
    private const int BufferSize = 1 << 12;

    public static IImageHeader Read(string path)
    {
        if (ImageName.IsPairVoxels(path) && ImageFile.FormatOf(path) == ImageFormat.Nifti) return NiftiHeaderLine.Of(path, NiftiFile.ReadInfo(path));
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        return Read(path, file);
    }

    /// <param name="name">Decides where the content has no mark.</param>
    /// <param name="stream">Is read as far as the header goes, and stays open.</param>
    public static IImageHeader Read(string name, Stream stream) => ImageFile.Format(name, ImageFormats.Of(stream, out var content)) switch
    {
        ImageFormat.Nifti => NiftiHeaderLine.Of(name, NiftiFile.ReadInfo(content)),
        ImageFormat.Png or ImageFormat.Jpeg => RasterHeaderLine.Read(name, content),
        _ => DicomHeaderLine.Of(name, DicomHeader.Read(content)),
    };
}
