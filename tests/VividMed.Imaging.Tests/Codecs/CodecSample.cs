using VividMed.Imaging.Dicom;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Codecs;

/// <summary>The small codestreams beside this file, the picture they hold, and DICOM files around them.</summary>
internal static class CodecSample
{
    public const int Width = 16;
    public const int Height = 12;

    public static string[] Names { get; } =
    [
        "gray12.j2k", "gray12.htj2k", "rgb8.htj2k", "rgb8.jp2", "gray12.jls", "rgb8-planar.jls", "rgb8-line.jls", "rgb8-sample.jls",
        "gray12-extended.jpg", "gray12-spectral.jpg", "gray12-progressive.jpg",
    ];

    public static byte[] Codestream(string name)
    {
        using var resource = typeof(CodecSample).Assembly.GetManifestResourceStream("samples/" + name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Stored values as <see cref="DicomImage.Pixels"/> has them.</summary>
    public static byte[] Picture(string name)
    {
        var color = IsColor(name);
        var values = Enumerable.Range(0, Width * Height * (color ? 3 : 1)).Select(i =>
        {
            var (pixel, c) = color ? Math.DivRem(i, 3) : (i, 0);
            var (y, x) = Math.DivRem(pixel, Width);
            return ((37 * x) + (91 * y) + (53 * c)) ^ (x * y);
        });
        return color
            ? [.. values.Select(static value => (byte)value)]
            : [.. values.SelectMany(static value => BitConverter.GetBytes((ushort)(value & 0xFFF)))];
    }

    public static DicomFileBuilder Dicom(string name, byte[]? codestream = null, int rows = Height, int columns = Width) =>
        new DicomFileBuilder(DicomEncoding.ExplicitLittle, Syntax(name))
            .Image(rows, columns, IsColor(name) ? 8 : 16, IsColor(name) ? 3 : 1, IsColor(name) ? "RGB" : "MONOCHROME2")
            .Fragments([], [codestream ?? Codestream(name)]);

    private static bool IsColor(string name) => name.StartsWith("rgb", StringComparison.Ordinal);

    private static string Syntax(string name) => Path.GetExtension(name) switch
    {
        ".htj2k" => "1.2.840.10008.1.2.4.201",
        ".jls" => "1.2.840.10008.1.2.4.80",
        ".jpg" => "1.2.840.10008.1.2.4.51",
        _ => "1.2.840.10008.1.2.4.90",
    };
}
