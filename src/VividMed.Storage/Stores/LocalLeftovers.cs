using System.Text.RegularExpressions;

namespace VividMed.Storage.Stores;

/// <summary>Files of a folder that writers began and never gave a name: <c>.{id}.tmp</c> beside a blob's place, <c>.staged/{id}.tmp</c>.</summary>
internal static partial class LocalLeftovers
{
    public static IEnumerable<BlobEntry> Find(string root)
    {
        foreach (var path in Directory.EnumerateFiles(root, "*.tmp", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            // A writer that has ended meanwhile has taken its file along.
            if (Pattern().IsMatch(name) && new FileInfo(path) is { Exists: true } file)
            {
                yield return new BlobEntry(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
            }
        }
    }

    /// <summary>False when it is not there any more, or is no such file.</summary>
    public static bool Delete(string root, string name)
    {
        var path = Path.Combine(root, name);
        if (!Pattern().IsMatch(name) || !File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }

    [GeneratedRegex(@"^(\.staged/|([^./][^/]*/)*\.)[0-9a-f]{32}\.tmp\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
