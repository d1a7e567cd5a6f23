using System.Security.Cryptography;

namespace VividMed.EndToEnd.Tests;

/// <summary>What a run left in its output folder.</summary>
internal static class Shards
{
    /// <summary>
    /// Digest of everything that versions are made of, by relative path; a version itself tells when and by what it was made. What a killed
    /// writer had begun under a name of its own is no part of any version: <c>shards gc</c> takes it away.
    /// </summary>
    public static string Digests(string output) => Lines(
        ((string[])["records", "images", "buckets"]).SelectMany(folder => Files(Path.Combine(output, folder))).Where(file => !Unnamed(file)).ToDictionary(
            file => Path.GetRelativePath(output, file),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));

    /// <summary>Last write time of every file in the store, hub state and the store's own locks apart: equal before and after means that nothing was written.</summary>
    public static string WriteTimes(string output) => Lines(
        Files(output).Where(file => !Path.GetFileName(file).StartsWith("hub.db", StringComparison.Ordinal) && !file.Contains("/.", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(output, file), file => $"{File.GetLastWriteTimeUtc(file):O}"));

    private static bool Unnamed(string file) => Path.GetFileName(file) is ['.', ..] name && name.EndsWith(".tmp", StringComparison.Ordinal);

    private static string Lines(Dictionary<string, string> files) =>
        string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}
