using VividMed.Cli.Configuration;
using VividMed.Datasets.Files;

namespace VividMed.Cli.Running;

/// <summary>
/// Keeps what a command writes apart from what others wrote. A store is cleaned up by the names of its folders ('shards gc'), so a source
/// that lies in one of these, or beside them, would be cleaned up with it.
/// </summary>
internal static class Nesting
{
    /// <summary>Made by a dataset's first run: who has it is a store.</summary>
    private const string StoreMark = "dataset.json";

    /// <summary>What runs make in a store, and what is collected there.</summary>
    private static readonly string[] StoreFolders =
        ["buckets", "cache", "clock", "excluded", "images", "index", "models", "pins", "records", "reviews", "runs", "versions"];

    private static readonly EnumerationOptions OneLevel = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>A source below a store's own folders, or a store among a source's files; side by side, or in a folder of its own, it may be.</summary>
    /// <param name="root">Of the dataset, an absolute path or an address, as <see cref="DatasetRoot"/> gives it.</param>
    /// <param name="store">As <see cref="StoreAddress"/> gives it.</param>
    /// <exception cref="CliException">They would mix.</exception>
    public static void RefuseMixing(string root, string store)
    {
        if (Below(store, root) is { } output)
        {
            if (output.Length == 0) throw Refused($"--out is --root ({store}): what a run writes would mix with the images that it reads");
            if (HoldsSources(root, store)) throw Refused($"--out lies among the files of --root ({store}): what a run writes would mix with the images that it reads");
        }

        if (Below(root, store) is [var first, ..] && StoreFolders.Contains(first, StringComparer.Ordinal))
        {
            throw Refused($"--root lies where a run writes ({root}, below --out): 'vividmed shards gc' cleans up there");
        }
    }

    /// <summary>A folder that something else than a run writes, which must not be a store or lie in one's own folders.</summary>
    /// <param name="output">The option's value.</param>
    /// <param name="shards">The store that is read, as it was given.</param>
    /// <exception cref="CliException">It does.</exception>
    public static void RefuseInStore(string output, string shards)
    {
        if (!StoreAddress.IsLocal(shards)) return;
        if (Below(Path.GetFullPath(output), StoreAddress.LocalPath(shards)) is not { } place) return;
        if (place.Length > 0 && !StoreFolders.Contains(place[0], StringComparer.Ordinal)) return;
        throw CliException.WrongCall($"--out ({output}) lies among the files of the store that --shards reads, which runs write and 'vividmed shards gc' cleans up: give a folder of its own");
    }

    private static CliException Refused(string cause) => CliException.WrongCall($"{cause}; give --out a folder of its own, such as one beside --root");

    /// <summary>The names on the way from a place to one in it, none where both are the same; null where it lies elsewhere.</summary>
    private static string[]? Below(string place, string top)
    {
        if (StoreAddress.IsLocal(place) != StoreAddress.IsLocal(top)) return null;
        var (inner, outer) = (Real(place), Real(top));
        if (inner == outer) return [];
        var start = outer.EndsWith('/') ? outer : outer + "/";
        return inner.StartsWith(start, StringComparison.Ordinal) ? inner[start.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    private static string Real(string place) => StoreAddress.IsLocal(place)
        ? Path.TrimEndingDirectorySeparator(RealPath.Of(Path.GetFullPath(place)) ?? Path.GetFullPath(place)).Replace(Path.DirectorySeparatorChar, '/')
        : place.TrimEnd('/');

    /// <summary>Whether the source's folder on the way to the store has files that no run wrote. A store that is there may be gone on with.</summary>
    private static bool HoldsSources(string root, string store)
    {
        if (!StoreAddress.IsLocal(store) || File.Exists(Path.Combine(store, StoreMark))) return false;
        var top = Path.Combine(Real(root), Below(store, root)![0]);
        return Directory.Exists(top) && HasFile(top);
    }

    /// <summary>Ends at the first one: a source's folder may have millions.</summary>
    private static bool HasFile(string folder) =>
        !File.Exists(Path.Combine(folder, StoreMark))
        && (Directory.EnumerateFiles(folder, "*", OneLevel).Any() || Directory.EnumerateDirectories(folder, "*", OneLevel).Any(HasFile));
}
