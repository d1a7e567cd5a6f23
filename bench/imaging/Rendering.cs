using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;

namespace VividMed.Bench.Imaging;

/// <summary>The 8-bit rendering of 8 megapixels of 16 bits, on one core.</summary>
internal static class Rendering
{
    public static void Run(Report report)
    {
        var content = new MemoryStream();
        DicomWriter.Write(content, Pictures.Radiograph(3264, 2448, DicomStorage.ExplicitLittleEndian));
        var image = DicomFile.Read(new MemoryStream(content.ToArray())).DecodeImage();
        report.Figure("render.8-megapixels", Timing.Best(() => RadiographRendering.Render(image), 30), "ms");
    }
}
