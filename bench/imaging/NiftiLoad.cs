using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Bench.Imaging;

/// <summary>A CT volume of 512 x 512 x 300 int16 in .nii.gz: to float32 by us, to its own int16 and to float32 by nibabel.</summary>
internal static class NiftiLoad
{
    private const string Nibabel = """
        import nibabel, numpy, sys, time
        best = 1e9
        for i in range(3):
            t = time.perf_counter(); image = nibabel.load(sys.argv[1]); a = numpy.asarray(image.dataobj) if sys.argv[2] == 'int16' else image.get_fdata(dtype=numpy.float32); best = min(best, time.perf_counter() - t)
        print(best * 1000)
        """;

    public static void Run(Report report)
    {
        using var folder = new ScratchFolder();
        var path = folder.File("chest.nii.gz");
        using (var stream = File.Create(path)) NiftiWriter.Write(stream, Pictures.Chest(512, 512, 300), 512, 512, 300, Affine.Scale(-0.7, -0.7, 1));
        report.Figure("nifti.size", new FileInfo(path).Length / 1e6, "MB");
        void Ours() => NiftiFile.Read(path);
        foreach (var type in new[] { "int16", "float32" })
        {
            var before = Timing.Best(Ours, 3);
            if (Peer.Python(Nibabel, path, type) is { } theirs) report.Beside("nifti.gz-load", Math.Min(before, Timing.Best(Ours, 3)), $"nibabel-{type}", theirs);
            else report.Missing("nifti.gz-load", "nibabel", "python3-nibabel");
        }
    }
}
