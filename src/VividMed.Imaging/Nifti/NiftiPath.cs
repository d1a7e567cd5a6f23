namespace VividMed.Imaging;

/// <summary>Opens a NIfTI file, or both files of a pair, by path.</summary>
internal static class NiftiPath
{
    private const int BufferSize = 1 << 16;

    public static T Open<T>(string path, Func<NiftiSource, T> read)
    {
        var stem = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        var extension = Path.GetExtension(stem).ToLowerInvariant();
        return extension is ".hdr" or ".img" ? OpenPair(path, stem, extension, read) : OpenSingle(path, read);
    }

    private static T OpenSingle<T>(string path, Func<NiftiSource, T> read)
    {
        using var stream = OpenFile(path);
        using var source = NiftiSource.Open(stream);
        return read(source);
    }

    private static T OpenPair<T>(string path, string stem, string extension, Func<NiftiSource, T> read)
    {
        var otherExtension = extension == ".hdr" ? ".img" : ".hdr";
        var other = new[] { "", ".gz" }.Select(suffix => Path.ChangeExtension(stem, otherExtension) + suffix).FirstOrDefault(File.Exists)
            ?? throw new ImageFormatException("missing-pair", $"A {extension} file belongs to a pair, and its {otherExtension} is not beside it.");
        var (headerPath, voxelPath) = extension == ".hdr" ? (path, other) : (other, path);
        using var header = OpenFile(headerPath);
        using var voxels = OpenFile(voxelPath);
        using var source = NiftiSource.OpenPair(header, voxels);
        return read(source);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
}
