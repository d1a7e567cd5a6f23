using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Imaging;

/// <summary>An uncompressed radiograph of 15.5 MB in memory: parsing and decoding beside one copy of as many bytes into new memory.</summary>
internal static class NativeDicom
{
    /// <summary>Many: new memory is dear until the collector has some to give out again.</summary>
    private const int Runs = 60;

    public static void Run(Report report)
    {
        var content = new MemoryStream();
        DicomWriter.Write(content, Pictures.Radiograph(3056, 2544, DicomStorage.ExplicitLittleEndian));
        var bytes = content.ToArray();
        var file = DicomFile.Read(new MemoryStream(bytes));
        var length = 3056 * 2544 * 2;
        void Copy() => bytes.AsSpan(bytes.Length - length).CopyTo(GC.AllocateUninitializedArray<byte>(length));
        var (decode, copy) = Timing.Best(() => file.DecodeImage(), Copy, Runs);
        report.Beside("native.decode", decode, "copy", copy);
        (decode, copy) = Timing.Best(() => DicomFile.Read(new MemoryStream(bytes)).DecodeImage(), Copy, Runs);
        report.Beside("native.read-and-decode", decode, "copy", copy);
    }
}
