using System.Text;
using System.Text.RegularExpressions;

namespace VividMed.Cli.Images.Inputs;

/// <summary>Finds the images below a folder, each folder's entries in ordinal order; one folder's names are held at a time.</summary>
internal static class ImageFolder
{
    private const int DeepestFolder = 32;
    private const int DicomMarkOffset = 128;

    public static IEnumerable<string> Walk(string folder) => Walk(folder, depth: 0).Where(IsImage);

    /// <summary>Files that a pattern names: * and ? within a name, ** over folders.</summary>
    public static IEnumerable<string> Match(string pattern)
    {
        var wildcard = pattern.IndexOfAny(['*', '?']);
        var slash = pattern.LastIndexOf('/', wildcard);
        var folder = slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash];
        if (!Directory.Exists(folder)) return [];
        var expression = new Regex(Expression(pattern[(slash + 1)..]), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var start = folder == "/" ? 1 : folder.Length + 1;
        return Walk(folder, depth: 0).Where(file => expression.IsMatch(file[start..])).Select(file => slash < 0 ? file[start..] : file);
    }

    private static IEnumerable<string> Walk(string folder, int depth)
    {
        if (depth > DeepestFolder) yield break;
        var entries = Directory.GetFileSystemEntries(folder);
        Array.Sort(entries, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Path.GetFileName(entry)[0] == '.') continue;
            if (!Directory.Exists(entry))
            {
                yield return entry;
                continue;
            }

            foreach (var file in Walk(entry, depth + 1)) yield return file;
        }
    }

    private static bool IsImage(string path)
    {
        if (ImageName.IsPairVoxels(path)) return false;
        return ImageName.IsImage(path) ?? HasDicomMark(path);
    }

    private static bool HasDicomMark(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var start = new byte[DicomMarkOffset + 4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan(DicomMarkOffset).SequenceEqual("DICM"u8);
    }

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder("\\A");
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern.AsSpan(at).StartsWith("**/"))
            {
                expression.Append("(?:.*/)?");
                at += 2;
            }
            else if (pattern.AsSpan(at).StartsWith("**"))
            {
                expression.Append(".*");
                at++;
            }
            else
            {
                expression.Append(pattern[at] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape(letter.ToString()) });
            }
        }

        return expression.Append("\\z").ToString();
    }
}
