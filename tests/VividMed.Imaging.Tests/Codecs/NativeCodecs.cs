using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Codecs;

/// <summary>The optional native decoders: tests that need one skip where it is not installed, and say what to install.</summary>
internal static class NativeCodecs
{
    public static DicomImage DecodeOrSkip(DicomFile file)
    {
        try
        {
            return file.DecodeImage();
        }
        catch (ImageFormatException error) when (error.Code == "missing-codec")
        {
            Assert.Skip(error.Message);
            throw;
        }
    }

    public static void RequireOrSkip(OptionalLibrary library)
    {
        if (!library.IsInstalled) Assert.Skip($"{library.Package} is not installed");
    }
}
