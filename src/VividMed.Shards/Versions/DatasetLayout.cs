using System.Globalization;

namespace VividMed.Shards.Versions;

/// <summary>Where the versions of a dataset lie in its store.</summary>
public static class DatasetLayout
{
    /// <summary>What all versions lie below.</summary>
    public const string Versions = "versions/";

    /// <summary>Such as <c>versions/0007</c>.</summary>
    /// <exception cref="ShardException"><c>bad-version</c>: the number is not 1 to 9999.</exception>
    public static string Version(int version) => version is > 0 and <= 9999
        ? $"{Versions}{version:D4}"
        : throw new ShardException("bad-version", "A version is a number from 1 to 9999.");

    /// <summary>The blob whose creation commits the version.</summary>
    public static string Manifest(int version) => $"{Version(version)}/manifest.json";

    /// <summary>The number in <c>versions/0007</c> or any name below it; null for anything else.</summary>
    public static int? VersionOf(string name) =>
        name.Split('/') is ["versions", { Length: 4 } digits, ..] && int.TryParse(
            digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : null;
}
