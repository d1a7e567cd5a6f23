using System.Globalization;

namespace VividMed.Shards.Versions;

/// <summary>Where the parts of a dataset lie in its store.</summary>
public static class DatasetLayout
{
    /// <summary>Such as <c>versions/0007</c>.</summary>
    /// <exception cref="ShardException"><c>bad-version</c>: the number is not 1 to 9999.</exception>
    public static string Version(int version) => version is > 0 and <= 9999
        ? $"versions/{version:D4}"
        : throw new ShardException("bad-version", "A version is a number from 1 to 9999.");

    /// <summary>The blob whose creation commits the version.</summary>
    public static string Manifest(int version) => $"{Version(version)}/manifest.json";

    /// <summary>Which run owns the version's number.</summary>
    public static string Owner(int version) => $"{Version(version)}/run.json";

    /// <summary>A shard's name within its version, as the manifest has it.</summary>
    public static string Shard(string split, int partition) => $"{split}/shard-{partition:D5}.tar";

    /// <summary>A shard's full name in the store.</summary>
    public static string Shard(int version, string split, int partition) => $"{Version(version)}/{Shard(split, partition)}";

    /// <summary>The number in <c>versions/0007</c> or any name below it; null for anything else.</summary>
    public static int? VersionOf(string name) =>
        name.Split('/') is ["versions", { Length: 4 } digits, ..] && int.TryParse(
            digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : null;
}
