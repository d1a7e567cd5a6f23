using VividMed.Cli.Images.Inputs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Nifti;

namespace VividMed.Cli.Images;

/// <summary>A DICOM, NIfTI, JPEG or PNG file, told apart by name: everything without a known extension is read as DICOM.</summary>
internal static class ImageFile
{
    public static object Summarize(string path)
    {
        if (ImageName.IsNifti(path)) return NiftiFile.Summarize(path);
        if (ImageName.IsRaster(path)) return ImageHeaderReader.Read(path);
        using var file = File.OpenRead(path);
        var dicom = DicomFile.Read(file);
        return DicomSummary.Of(path, dicom.DecodeImage()).At(DicomPlane.Of(dicom.Dataset));
    }
}
