using VividMed.Imaging;

namespace VividMed.Bench.Imaging;

/// <summary>An uncompressed radiograph of 15.5 MB in memory: parsing and decoding beside one copy of as many bytes into new memory.</summary>
internal static class NativeDicom
{
    public static void Run(Report report)
    {
        var content = new MemoryStream();
        DicomWriter.Write(content, Pictures.Radiograph(3056, 2544, DicomStorage.ExplicitLittleEndian));
        var bytes = content.ToArray();
        var file = DicomFile.Read(new MemoryStream(bytes));
        var length = 3056 * 2544 * 2;
        void Copy() => bytes.AsSpan(bytes.Length - length).CopyTo(GC.AllocateUninitializedArray<byte>(length));
        report.Beside("native.decode", Timing.Best(() => file.DecodeImage()), "copy", Timing.Best(Copy));
        report.Beside("native.read-and-decode", Timing.Best(() => DicomFile.Read(new MemoryStream(bytes)).DecodeImage()), "copy", Timing.Best(Copy));
    }
}
