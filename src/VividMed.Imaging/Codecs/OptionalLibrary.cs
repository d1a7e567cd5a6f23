using System.Reflection;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>A native library that is used where the machine has it; nothing else depends on it.</summary>
/// <param name="ImportName">What the imports call it.</param>
/// <param name="Format">What it is needed for, as a user would say it.</param>
/// <param name="Package">The Debian and Ubuntu package to install.</param>
/// <param name="Files">The names under which systems know it, tried in order.</param>
internal sealed record OptionalLibrary(string ImportName, string Format, string Package, string[] Files)
{
    public const string CharLsName = "charls";
    public const string OpenJpegName = "openjp2";

    public static OptionalLibrary CharLs { get; } = new(
        CharLsName, "JPEG-LS", "libcharls2", ["libcharls.so.2", "libcharls.2.dylib", "charls-2-x64.dll", "charls"]);

    public static OptionalLibrary OpenJpeg { get; } = new(
        OpenJpegName, "JPEG 2000", "libopenjp2-7", ["libopenjp2.so.7", "libopenjp2.7.dylib", "openjp2.dll", "openjp2"]);

    private readonly Lazy<nint> _handle = new(() => Load(Files));

    static OptionalLibrary() => NativeLibrary.SetDllImportResolver(typeof(OptionalLibrary).Assembly, Resolve);

    public bool IsInstalled => _handle.Value != 0;

    /// <summary>Refuses with <c>missing-codec</c> and the package to install where the library is not there.</summary>
    public void Require()
    {
        if (!IsInstalled) throw new ImageFormatException("missing-codec", $"{Format} needs the library {Files[0]}, which is not installed; on Debian and Ubuntu: apt-get install {Package}");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        CharLsName => CharLs._handle.Value,
        OpenJpegName => OpenJpeg._handle.Value,
        _ => 0,
    };

    private static nint Load(string[] files)
    {
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, typeof(OptionalLibrary).Assembly, DllImportSearchPath.SafeDirectories, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
