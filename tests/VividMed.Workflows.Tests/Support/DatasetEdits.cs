using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VividMed.Datasets;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Streams;
using VividMed.TestKit;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Tests.Support;

/// <summary>What happens to a dataset between two runs, and how to look at what is there.</summary>
internal static class DatasetEdits
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Cells may be quoted and hold commas.</summary>
    public static async Task EditColumnAsync(string table, string column, string value)
    {
        var lines = (await File.ReadAllLinesAsync(table, Token))
            .Select(static line => Regex.Matches(line, "(?<=^|,)(?:\"[^\"]*\"|[^,]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(static cell => cell.Value).ToArray())
            .ToList();
        var at = Array.FindIndex(lines[0], name => name.Contains(column, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{table} has no column {column}");
        foreach (var cells in lines.Skip(1)) cells[at] = value;
        await File.WriteAllLinesAsync(table, lines.Select(static cells => string.Join(',', cells)), Token);
    }

    public static async Task AddSynonymAsync(PipelineScene scene)
    {
        var taxonomy = JsonNode.Parse(await File.ReadAllTextAsync(scene.Taxonomy, Token))!;
        var synonyms = taxonomy["targets"]![0]!["synonyms"]!.AsArray();
        synonyms.Add($"pulmo xyz {synonyms.Count}");
        await File.WriteAllTextAsync(scene.Taxonomy, taxonomy.ToJsonString(), Token);
    }

    /// <summary>Gives the models folder a language of its own, with another cue.</summary>
    public static async Task AddCueAsync(PipelineScene scene)
    {
        var language = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Path("models", "language.json"), Token))!;
        language["cues"]!["doubtsNext"]!.AsArray().Add("hint of");
        await File.WriteAllTextAsync(scene.Language, language.ToJsonString(), Token);
    }

    /// <summary>Cuts the file of the first planned image in half; gives its path and what it held.</summary>
    public static async Task<(string Image, byte[] Whole)> BreakAsync(PipelineScene scene)
    {
        var plan = await scene.PlanAsync(scene.Request("look"));
        var image = (await ImagesAsync(scene, plan.Partition(0)))[0];
        var whole = await File.ReadAllBytesAsync(image, Token);
        await File.WriteAllBytesAsync(image, whole[..(whole.Length / 2)], Token);
        PipelineScene.Age(image);
        return (image, whole);
    }

    public static async Task<List<string>> ImagesAsync(PipelineScene scene, PartitionReference partition)
    {
        var work = await scene.Environment.Stores.OpenRun(partition.Request, partition.Attempt).ReadWorkAsync(partition.Partition, Token);
        return [.. work.Studies.SelectMany(static planned => planned.Study.Images).Select(image => Path.Combine(scene.Data, image.Path))];
    }

    /// <summary>Keeps length and time and spoils the content: whoever opens the file notices.</summary>
    public static void MakeUnreadable(string file)
    {
        var time = File.GetLastWriteTimeUtc(file);
        var length = new FileInfo(file).Length;
        File.WriteAllBytes(file, new byte[length]);
        File.SetLastWriteTimeUtc(file, time);
    }

    public static async Task<List<QuarantinedStudy>> LostAsync(PipelineScene scene) =>
        await VersionQuarantine.ReadAsync(scene.Store, await scene.HeadAsync(), Token).ToListAsync(Token);

    public static BucketEntry Changed(DatasetManifest before, DatasetManifest after) =>
        Assert.Single(after.Buckets, bucket => before.Buckets.All(old => old.Key != bucket.Key));

    public static async Task AssertSoundAsync(PipelineScene scene)
    {
        foreach (var version in await DatasetVersions.ListAsync(scene.Store, Token))
        {
            Assert.Empty((await new ShardVerifier(scene.Store).VerifyAsync(version, cancellationToken: Token)).Problems);
        }
    }

    /// <summary>Digests by name of all that versions are made of.</summary>
    public static SortedDictionary<string, string> ShardsOf(PipelineScene scene) => Digest(scene, "records", "images", "buckets");

    public static SortedDictionary<string, string> ContentsOf(PipelineScene scene) => Digest(scene, "records", "images", "buckets", "versions", "cache", "excluded");

    private static SortedDictionary<string, string> Digest(PipelineScene scene, params string[] folders) => new(
        folders.Select(folder => Path.Combine(scene.Out, folder)).Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetRelativePath(scene.Out, file), static file => Sha256.Of(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    internal sealed class InAnyOrder<T> : IEqualityComparer<IEnumerable<T>>
    {
        public bool Equals(IEnumerable<T>? x, IEnumerable<T>? y) => x!.ToHashSet().SetEquals(y!);

        public int GetHashCode(IEnumerable<T> obj) => 0;
    }
}
