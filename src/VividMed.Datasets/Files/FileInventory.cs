namespace VividMed.Datasets.Files;

/// <summary>
/// The files under some prefixes with their lengths and stamps, as one listing found them; paths elsewhere are asked for one by one.
/// </summary>
internal sealed class FileInventory(IDatasetFiles files, IReadOnlyList<string> prefixes, IReadOnlyDictionary<string, DatasetFile> listed)
{
    private readonly string[] _linksOut = [.. listed.Values.Where(static file => file.LeadsOut).Select(static link => link.Path + "/")];

    /// <summary>The first of the paths that exists and may be read, or null with the reason why there is none.</summary>
    public DatasetFile? FirstOf(out string? reason, params ReadOnlySpan<string> paths)
    {
        reason = "missing-file";
        foreach (var path in paths)
        {
            if (Find(path) is not { } file) continue;
            reason = file.LeadsOut ? "link-outside-root" : null;
            if (reason is null) return file;
        }

        return null;
    }

    /// <summary>Every file below a folder that was listed (with a slash at its end), and a link on the way to it that leads out.</summary>
    public IReadOnlyList<DatasetFile> Below(string folder) =>
    [
        .. listed.Values.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)
            || (file.LeadsOut && folder.StartsWith(file.Path + "/", StringComparison.Ordinal))),
    ];

    private DatasetFile? Find(string path)
    {
        if (listed.TryGetValue(path, out var file)) return file;
        if (_linksOut.Any(link => path.StartsWith(link, StringComparison.Ordinal))) return new DatasetFile(path, 0, LeadsOut: true);
        return prefixes.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal)) ? null : files.Find(path);
    }
}
