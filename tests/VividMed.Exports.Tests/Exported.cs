using System.Text.Json;
using VividMed.Exports.Families;
using VividMed.Exports.Running;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Exports.Tests;

/// <summary>An export in a folder of its own.</summary>
internal sealed class Exported(TemporaryFolder folder, string name, ExportManifest manifest)
{
    public ExportManifest Manifest => manifest;

    public string Root => folder.Path(name);

    public static async Task<Exported> RunAsync(
        TemporaryFolder folder, IBlobStore store, string family, FamilyOptions? options = null, string? name = null, int? samplesPerFile = null, bool leavesOut = false)
    {
        name ??= family;
        var request = new ExportRequest(1, family, folder.Path(name), options ?? new FamilyOptions()) { SamplesPerFile = samplesPerFile, LeavesOut = leavesOut };
        return new(folder, name, await new Exporter(store, request).RunAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    public string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The lines of all of a family's files, whether they are JSON lines or arrays.</summary>
    public IReadOnlyList<JsonElement> Lines() => [.. manifest.Files.Where(static file => file.Records is not null).SelectMany(file => Parse(Text(file.Name)))];

    public JsonElement Line(string suffix) => Assert.Single(Lines(), line => line.GetProperty("id").GetString()!.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Every file with its bytes, but for the manifest's own.</summary>
    public SortedDictionary<string, string> Bytes() => new(
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Root, file), static file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    private static IEnumerable<JsonElement> Parse(string text) => text.StartsWith('[')
        ? JsonDocument.Parse(text).RootElement.EnumerateArray()
        : text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement);
}
