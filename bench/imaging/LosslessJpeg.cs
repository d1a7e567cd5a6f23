using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Imaging;

/// <summary>
/// A radiograph of 3,056 x 2,544 pixels in lossless JPEG, written by DCMTK where it is installed: file to stored values, by us, by GDCM
/// within one Python process, and by DCMTK's program less its start-up.
/// </summary>
internal static class LosslessJpeg
{
    private const int Runs = 7;

    private const string Gdcm = """
        import gdcm, sys, time
        best = 1e9
        for i in range(5):
            t = time.perf_counter(); r = gdcm.ImageReader(); r.SetFileName(sys.argv[1]); assert r.Read(); b = r.GetImage().GetBuffer(); best = min(best, time.perf_counter() - t)
        print(best * 1000)
        """;

    public static void Run(Report report)
    {
        using var folder = new ScratchFolder();
        var native = folder.File("native.dcm");
        var file = folder.File("lossless.dcm");
        using (var stream = File.Create(native)) DicomWriter.Write(stream, Pictures.Radiograph(3056, 2544, DicomStorage.ExplicitLittleEndian));
        foreach (var (name, option) in new[] { ("sv1", "+e1"), ("sv4", "+sv4"), ("sv6", "+sv6") })
        {
            if (Peer.Run("dcmcjpeg", option == "+e1" ? [option, native, file] : ["+el", "+sv", option[3..], native, file]) is null)
            {
                report.Missing("lossless-jpeg", "DCMTK", "dcmtk");
                using (var stream = File.Create(file)) DicomWriter.Write(stream, Pictures.Radiograph(3056, 2544, DicomStorage.LosslessJpeg));
            }

            Measure(report, $"lossless-jpeg.{name}", file, native, folder);
        }
    }

    private static void Measure(Report report, string name, string file, string native, ScratchFolder folder)
    {
        void Ours() => Decode(file);
        report.Figure($"{name}.size", new FileInfo(file).Length / 1e6, "MB");
        for (var i = 0; i < 3; i++) Ours();

        var ours = Timing.Best(Ours);
        if (Peer.Python(Gdcm, file) is { } gdcm) report.Beside(name, Math.Min(ours, Timing.Best(Ours)), "gdcm-in-process", gdcm);
        else report.Missing(name, "GDCM for Python", "python3-gdcm");

        if (Peer.Run("dcmdjpeg", file, folder.File("out.dcm")) is null) return;
        var (best, decode) = Timing.Best(Ours, () => Peer.Run("dcmdjpeg", file, folder.File("out.dcm")), Runs);
        var copy = Timing.Best(() => Peer.Run("dcmdjpeg", native, folder.File("out.dcm")), 3);
        report.Figure($"{name}.dcmdjpeg-process", decode, "ms");
        report.Figure($"{name}.dcmdjpeg-process-on-native", copy, "ms");
        report.Beside(name, best, "dcmdjpeg-less-reading-and-writing", decode - copy);
    }

    private static void Decode(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        DicomFile.Read(stream).DecodeImage();
    }
}
