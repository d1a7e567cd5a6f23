using System.Security.Cryptography;

namespace VividMed.Reports.Wordings;

/// <summary>
/// The language in which reports are read: that of the program, or a file of one's own beside the taxonomy, which says what reports speak of.
/// Safe for use by several threads; taggers of one language share what it is compiled to.
/// </summary>
public sealed class ReportLanguage
{
    /// <summary>What the file is called in a folder of models.</summary>
    public const string Name = "language.json";

    private const int MaximumBytes = 4 << 20;

    private static readonly Lazy<ReportLanguage> Shipped = new(ReadShipped);

    private readonly Lazy<LanguageWords> _words;

    private ReportLanguage(LanguageFile file, string digest)
    {
        (File, Digest) = (file, digest);
        _words = new(() => new LanguageWords(file));
    }

    /// <summary>The one that the program was built with: <c>models/language.json</c> of its sources.</summary>
    public static ReportLanguage BuiltIn => Shipped.Value;

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>Whether it is the program's own, wherever it was read from: reports are then read as without any file.</summary>
    public bool IsBuiltIn => ReferenceEquals(this, BuiltIn);

    internal LanguageFile File { get; }

    internal LanguageWords Words => _words.Value;

    /// <summary>The <c>language.json</c> of a folder of models; <see cref="BuiltIn"/> where it has none.</summary>
    /// <exception cref="LanguageException">The file does not hold; the message names it, the place and the cure.</exception>
    public static ReportLanguage OfFolder(string models)
    {
        var path = Path.Combine(models, Name);
        try
        {
            using var file = System.IO.File.OpenRead(path);
            return Load(file, path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return BuiltIn;
        }
    }

    /// <summary>Reads and compiles a file. One with the bytes of <see cref="BuiltIn"/> is that.</summary>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="LanguageException">The file does not hold.</exception>
    public static ReportLanguage Load(Stream stream, string name)
    {
        try
        {
            var bytes = Read(stream);
            var digest = DigestOf(bytes);
            if (digest == BuiltIn.Digest) return BuiltIn;
            return new ReportLanguage(LanguageReader.Read(bytes), digest);
        }
        catch (LanguageException wrong)
        {
            throw new LanguageException($"{name}: {wrong.Message}; correct it there, or start anew from the {Name} beside the program's taxonomy", wrong);
        }
    }

    private static byte[] Read(Stream stream)
    {
        var buffer = new byte[MaximumBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > MaximumBytes ? throw new LanguageException($"it has more than {MaximumBytes} bytes") : buffer[..length];
    }

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static ReportLanguage ReadShipped()
    {
        using var stream = typeof(ReportLanguage).Assembly.GetManifestResourceStream(Name)!;
        var bytes = Read(stream);
        return new ReportLanguage(LanguageReader.Read(bytes), DigestOf(bytes));
    }
}
