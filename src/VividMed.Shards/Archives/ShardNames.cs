using System.Text.RegularExpressions;
using VividMed.Grounding;

namespace VividMed.Shards.Archives;

/// <summary>
/// Member names: <c>{key}.sample.msgpack</c>, <c>{key}.{i}.png</c>, <c>{key}.{i}.nii.gz</c>. The key is the sample's id and
/// holds no dot, because readers of such archives group members by what stands before the first one.
/// </summary>
public static partial class ShardNames
{
    /// <summary>Ends in what readers of such archives decode as MessagePack by themselves.</summary>
    public const string RecordSuffix = ".sample.msgpack";

    /// <summary>The member of a sample's record.</summary>
    /// <exception cref="ShardException"><c>bad-sample-id</c>: not 1 to 80 letters, digits, '-' or '_'.</exception>
    public static string Record(string key) => CheckKey(key) + RecordSuffix;

    /// <summary>The member of image i: .nii.gz for a volume, .png for a flat image.</summary>
    public static string Image(string key, int index, bool volume) => $"{CheckKey(key)}.{index}{(volume ? ".nii.gz" : ".png")}";

    /// <summary>What stands before the first dot.</summary>
    public static string KeyOf(string member) => member.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? member[..dot] : member;

    internal static bool IsImageOf(Sample sample, int index) =>
        sample.Images[index].Member is var member && (member == $"{sample.Id}.{index}.png" || member == $"{sample.Id}.{index}.nii.gz");

    internal static string CheckKey(string key) =>
        Key().IsMatch(key) ? key : throw new ShardException("bad-sample-id", "A sample's id is not 1 to 80 letters, digits, '-' or '_'.");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}

/// <summary>An encoded image (PNG or .nii.gz) on its way into a shard: its member name and exactly Length bytes of content.</summary>
public sealed record ShardImage(string Member, long Length, Stream Content)
{
    /// <summary>Over the array itself, which must not change until the image is written.</summary>
    public static ShardImage From(string member, byte[] content) => new(member, content.Length, new MemoryStream(content, writable: false));
}
