using System.IO.Enumeration;

namespace VividMed.Datasets.Files;

/// <summary>
/// Judges the links that one walk through a dataset's folder meets. A folder is not entered again below itself: a walk that follows links
/// would not end.
/// </summary>
internal sealed class LinkedEntries(string root, string realRoot)
{
    private (string Path, LinkKind Kind, string Target) _last = ("", LinkKind.Nothing, "");

    public static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>What the entry, a link, stands for, and its target's real path.</summary>
    public (LinkKind Kind, string Target) Judge(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        if (_last.Path != path)
        {
            var target = RealPath.Of(path) ?? "";
            _last = (path, KindOf(target, entry.Directory), target);
        }

        return (_last.Kind, _last.Target);
    }

    private LinkKind KindOf(string target, ReadOnlySpan<char> folder)
    {
        if (target.Length == 0) return LinkKind.Nothing;
        if (!RealPath.IsWithin(target, realRoot)) return LinkKind.Outside;
        if (File.Exists(target)) return LinkKind.File;
        return Directory.Exists(target) && !IsEntered(target, folder.ToString()) ? LinkKind.Folder : LinkKind.Nothing;
    }

    /// <summary>Whether one of the folders that the walk has come through is the target or lies in it.</summary>
    private bool IsEntered(string target, string folder)
    {
        for (var at = folder; at is not null && at.Length >= root.Length; at = Path.GetDirectoryName(at))
        {
            if (RealPath.Of(at) is { } real && RealPath.IsWithin(real, target)) return true;
        }

        return false;
    }
}

/// <summary>What a link in a dataset's folder stands for.</summary>
internal enum LinkKind
{
    /// <summary>Nothing: its target is missing, or links lead in a circle.</summary>
    Nothing,
    File,
    Folder,

    /// <summary>Something outside the dataset's folder.</summary>
    Outside,
}
