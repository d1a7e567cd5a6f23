using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Nifti;

namespace VividMed.Cli.Images;

/// <summary>A DICOM, NIfTI, JPEG or PNG file, told apart by content; where that says nothing, by name, and then as DICOM.</summary>
internal static class ImageFile
{
    public static object Summarize(string path)
    {
        var format = FormatOf(path);
        if (format == ImageFormat.Nifti) return NiftiFile.Summarize(path);
        if (format is ImageFormat.Png or ImageFormat.Jpeg) return ImageHeaderReader.Read(path);
        using var file = File.OpenRead(path);
        var dicom = DicomFile.Read(file);
        var summary = DicomSummary.Of(path, dicom.DecodeImage()).At(DicomPlane.Of(dicom.Dataset));
        var segments = DicomSegment.ListOf(dicom.Dataset);
        return segments.Count == 0 ? summary : JsonOutput.With(summary, "segments", segments);
    }

    /// <summary>What to read a file as. Voxels of a pair have no mark, and may look like anything: their header beside them decides.</summary>
    public static ImageFormat FormatOf(string path) =>
        ImageName.IsPairVoxels(path) && ImageName.PairHeaders(path).Any(File.Exists) ? ImageFormat.Nifti : Format(path, ImageFormats.OfFile(path));

    /// <summary>What to read content as.</summary>
    public static ImageFormat Format(string name, ImageFormat content) => content switch
    {
        ImageFormat.Unknown when ImageName.IsNifti(name) => ImageFormat.Nifti,
        ImageFormat.Unknown when ImageName.IsRaster(name) => ImageFormat.Png,
        ImageFormat.Unknown => ImageFormat.Dicom,
        _ => content,
    };
}
