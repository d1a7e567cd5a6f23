using VividMed.Cli.Images.Inputs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Nifti;

namespace VividMed.Cli.Images;

/// <summary>Reads an image file's header and no more.</summary>
internal static class ImageHeaderReader
{
    private const int BufferSize = 1 << 12;

    public static IImageHeader Read(string path)
    {
        if (ImageName.IsPairVoxels(path)) return NiftiHeaderLine.Of(path, NiftiFile.ReadInfo(path));
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        return Read(path, file);
    }

    /// <param name="name">Tells NIfTI, JPEG and PNG from DICOM.</param>
    /// <param name="stream">Is read as far as the header goes, and stays open.</param>
    public static IImageHeader Read(string name, Stream stream) =>
        ImageName.IsNifti(name) ? NiftiHeaderLine.Of(name, NiftiFile.ReadInfo(stream))
        : ImageName.IsRaster(name) ? RasterHeaderLine.Read(name, stream)
        : DicomHeaderLine.Of(name, DicomHeader.Read(stream));
}
