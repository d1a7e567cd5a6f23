using System.Buffers;

namespace VividMed.Storage.Stores;

/// <summary>
/// Which names a blob may have: '/'-separated segments of printable ASCII that no file system treats specially. A segment
/// never begins with a dot, which rules out traversal and leaves dotted files to the stores themselves.
/// </summary>
internal static class BlobName
{
    private const int LongestName = 900;
    private const int LongestSegment = 200;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+@,~#()[]{}!$&'; ");

    /// <summary>The name itself, or <c>bad-blob-name</c>.</summary>
    public static string Check(string name)
    {
        if (name.Length is 0 or > LongestName) throw Refused("is empty or too long");
        foreach (var segment in name.AsSpan().Split('/'))
        {
            CheckSegment(name.AsSpan()[segment]);
        }

        return name;
    }

    /// <summary>A prefix may be empty or end inside a segment.</summary>
    public static string CheckPrefix(string prefix)
    {
        var end = prefix.LastIndexOf('/');
        if (end >= 0) Check(prefix[..end]);
        if (end + 1 < prefix.Length) CheckSegment(prefix.AsSpan(end + 1));
        return prefix;
    }

    private static void CheckSegment(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > LongestSegment) throw Refused("has an empty or too long segment");
        if (segment[0] == '.' || segment[^1] is '.' or ' ') throw Refused("has a segment that begins or ends with a dot or ends with a space");
        if (segment.ContainsAnyExcept(Allowed)) throw Refused("has a character outside the portable set");
    }

    private static StorageException Refused(string why) => new("bad-blob-name", $"The blob name {why}.");
}
