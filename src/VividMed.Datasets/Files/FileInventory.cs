namespace VividMed.Datasets;

/// <summary>The files under some prefixes with their lengths, as one listing found them; paths elsewhere are asked for one by one.</summary>
internal sealed class FileInventory(IDatasetFiles files, IReadOnlyList<string> prefixes, IReadOnlyDictionary<string, long> lengths)
{
    /// <summary>The length of a file, or null when there is none.</summary>
    public long? LengthOf(string path)
    {
        if (lengths.TryGetValue(path, out var length)) return length;
        return prefixes.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal)) ? null : files.LengthOf(path);
    }

    /// <summary>The first of the paths that exists.</summary>
    public DatasetFile? FirstOf(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (LengthOf(path) is { } length) return new DatasetFile(path, length);
        }

        return null;
    }
}
