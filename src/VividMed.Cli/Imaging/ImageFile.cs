using VividMed.Imaging;

namespace VividMed.Cli;

/// <summary>A DICOM or NIfTI file, told apart by name: .nii, .nii.gz, .hdr and .img are NIfTI, everything else is read as DICOM.</summary>
internal static class ImageFile
{
    public static object Summarise(string path)
    {
        if (IsNifti(path)) return NiftiFile.Summarize(path);
        using var file = File.OpenRead(path);
        return DicomSummary.Of(path, DicomFile.Read(file).DecodeImage());
    }

    /// <summary>Decodes the file and gives what writes its picture as PNG.</summary>
    public static Action<Stream> Render(string path, bool equalise)
    {
        if (IsNifti(path))
        {
            var planes = OverlayPainter.PaintVolume(NiftiFile.Read(path).ToVolume(), []);
            return png => PngCodec.WriteRgb(png, planes);
        }

        using var file = File.OpenRead(path);
        var radiograph = RadiographRendering.Render(DicomFile.Read(file).DecodeImage(), equalise);
        return png => PngCodec.WriteGray8(png, radiograph);
    }

    private static bool IsNifti(string path) =>
        new[] { ".nii", ".nii.gz", ".hdr", ".img" }.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
