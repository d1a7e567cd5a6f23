using System.Security.Cryptography;

namespace VividMed.EndToEnd.Tests;

/// <summary>What a run left in its output folder.</summary>
internal static class Shards
{
    /// <summary>Digest of every blob below <c>versions/</c>, by relative path. What a killed process had not yet published is no blob.</summary>
    public static SortedDictionary<string, string> Digests(string output) => new(
        Files(Path.Combine(output, "versions")).Where(file => Path.GetExtension(file) is ".tar" or ".json" or ".md").ToDictionary(
            file => Path.GetRelativePath(output, file),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    /// <summary>Last write time of every file in the store, hub state apart: equal before and after means that nothing was written.</summary>
    public static SortedDictionary<string, DateTime> WriteTimes(string output) => new(
        Files(output).Where(file => !Path.GetFileName(file).StartsWith("hub.db", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(output, file), File.GetLastWriteTimeUtc),
        StringComparer.Ordinal);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}
