using System.Globalization;

namespace VividMed.Bench.Imaging;

/// <summary>Measures the image readers beside the field's own and prints one line a figure: name, value, unit, ratio to the peer.</summary>
internal static class Program
{
    private static readonly (string Name, Action<Report> Run)[] Areas =
    [
        ("lossless-jpeg", LosslessJpeg.Run), ("nifti", NiftiLoad.Run), ("native", NativeDicom.Run), ("render", Rendering.Run), ("resample", VolumeResampling.Run), ("header", Headers.Run), ("fingerprint", Fingerprints.Run),
    ];

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args is ["--help" or "-h"])
        {
            Console.Out.WriteLine($"usage: VividMed.Bench.Imaging [{string.Join(" | ", Areas.Select(static area => area.Name))}]...   all without one");
            return 0;
        }

        var report = new Report(Console.Out);
        foreach (var (name, run) in Areas.Where(area => args.Length == 0 || args.Contains(area.Name))) run(report);
        return 0;
    }
}
