namespace VividMed.Imaging.Nifti;

/// <summary>Opens a NIfTI file, or both files of a pair, by path.</summary>
internal static class NiftiPath
{
    private const int BufferSize = 1 << 16;

    public static T Open<T>(string path, Func<NiftiSource, T> read)
    {
        using var open = Open(path);
        return read(open.Source);
    }

    public static OpenNifti Open(string path)
    {
        var stem = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        var extension = Path.GetExtension(stem).ToLowerInvariant();
        return extension is ".hdr" or ".img" && !HoldsAll(path)
            ? OpenPair(path, stem, extension)
            : Open(static files => NiftiSource.Open(files[0]), path);
    }

    /// <summary>Whether a file named like half a pair has header and voxels in one; whatever else is wrong with it is told later.</summary>
    private static bool HoldsAll(string path)
    {
        using var file = OpenFile(path);
        try
        {
            return !NiftiSource.ReadHeader(file).IsPair;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }

    private static OpenNifti OpenPair(string path, string stem, string extension)
    {
        var otherExtension = extension == ".hdr" ? ".img" : ".hdr";
        var other = new[] { "", ".gz" }.Select(suffix => Path.ChangeExtension(stem, otherExtension) + suffix).FirstOrDefault(File.Exists)
            ?? throw new ImageFormatException(
                "missing-pair", $"A {extension} file belongs to a pair, and its {otherExtension} is not beside it.");
        var (header, voxels) = extension == ".hdr" ? (path, other) : (other, path);
        return Open(static files => NiftiSource.OpenPair(files[0], files[1]), header, voxels);
    }

    private static OpenNifti Open(Func<Stream[], NiftiSource> open, params string[] paths)
    {
        var files = new List<Stream>();
        try
        {
            foreach (var path in paths) files.Add(OpenFile(path));
            return new OpenNifti(open([.. files]), [.. files]);
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
}

/// <summary>A NIfTI source with the files that it reads from.</summary>
internal sealed class OpenNifti(NiftiSource source, params Stream[] files) : IDisposable
{
    public NiftiSource Source { get; } = source;

    public void Dispose()
    {
        Source.Dispose();
        foreach (var file in files) file.Dispose();
    }
}
