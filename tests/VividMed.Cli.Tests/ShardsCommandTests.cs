using System.Text.Json;
using VividMed.Cli.Tests.Images;
using VividMed.Datasets.Identity;
using VividMed.Datasets.Selection;
using VividMed.Grounding.Review;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Cli.Tests;

/// <summary>vividmed shards gc, diff and verify as a user calls them.</summary>
[Collection(Captured.Console)]
public sealed class ShardsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gc", "--shards", "s", "--keep", "0")]
    [InlineData("export", "--shards", "s", "--out", "o")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "word")]
    [InlineData("export", "--shards", "s", "--to", "coco")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "coco", "--negatives", "2")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "coco", "--tasks", "sing")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "coco", "--grade", "D")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "coco", "--split", "most")]
    [InlineData("export", "--shards", "s", "--out", "o", "--to", "coco", "--confidence", "-1")]
    [InlineData("diff", "1", "--shards", "s")]
    [InlineData("verify", "--shards", "s", "--sources")]
    [InlineData("verify", "--shards", "s", "--sources", "--dataset", "mimic-cxr")]
    public async Task A_wrong_call_is_a_usage_error(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await Captured.RunAsync(["shards", .. arguments])).Exit);

    [Fact]
    public async Task A_collection_rehearses_and_then_does_the_same()
    {
        await MakeDatasetAsync();
        Directory.CreateDirectory(_folder.Path("runs", "dead", "a1"));
        await File.WriteAllTextAsync(_folder.Path("runs", "dead", "a1", "plan.json"), "{}", Token);
        File.SetLastWriteTimeUtc(_folder.Path("runs", "dead", "a1", "plan.json"), DateTime.UtcNow.AddDays(-2));

        var rehearsed = await Captured.RunAsync("shards", "gc", "--shards", _folder.Root, "--dry-run", "--output", "json");
        Assert.True(File.Exists(_folder.Path("runs", "dead", "a1", "plan.json")));
        var done = await Captured.RunAsync("shards", "gc", "--shards", _folder.Root, "--output", "json");
        var table = await Captured.RunAsync("shards", "gc", "--shards", _folder.Root);

        Assert.False(File.Exists(_folder.Path("runs", "dead", "a1", "plan.json")));
        Assert.Equal(rehearsed.Output.Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal), done.Output);
        using var json = JsonDocument.Parse(done.Output);
        Assert.Equal((1, 2, "runs/dead/a1/plan.json"), (json.RootElement.GetProperty("files").GetInt32(), json.RootElement.GetProperty("bytes").GetInt32(), json.RootElement.GetProperty("names")[0].GetString()));
        Assert.Contains("all", table.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, table.Exit);
    }

    [Fact]
    public async Task A_collection_of_something_else_is_one_line_and_deletes_nothing()
    {
        Directory.CreateDirectory(_folder.Path("images"));
        await File.WriteAllTextAsync(_folder.Path("images", "mine.png"), "mine", Token);
        var refused = await Captured.RunAsync("shards", "gc", "--shards", _folder.Root);
        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(File.Exists(_folder.Path("images", "mine.png")));
    }

    [Fact]
    public async Task A_difference_is_a_table_or_lists()
    {
        CopyOldDataset();
        var table = await Captured.RunAsync("shards", "diff", "1", "1", "--shards", _folder.Root);
        var json = await Captured.RunAsync("shards", "diff", "1", "1", "--shards", _folder.Root, "--output", "json");
        Assert.Contains("samples added", table.Output, StringComparison.Ordinal);
        using var difference = JsonDocument.Parse(json.Output);
        Assert.Equal((3, 0), (difference.RootElement.GetProperty("unchanged").GetInt32(), difference.RootElement.GetProperty("changed").GetArrayLength()));
        Assert.Equal(ExitCode.Failed, (await Captured.RunAsync("shards", "diff", "1", "7", "--shards", _folder.Root)).Exit);
    }

    [Fact]
    public async Task What_no_version_names_is_told_beside_the_verdict_and_is_no_error()
    {
        CopyOldDataset();
        Directory.CreateDirectory(_folder.Path("records", "train"));
        await File.WriteAllTextAsync(_folder.Path("records", "train", "aa.tar"), "stray", Token);
        var verified = await Captured.RunAsync("shards", "verify", "--shards", _folder.Root);
        Assert.Equal(ExitCode.Ok, verified.Exit);
        Assert.Contains("1 archives and marks (5 bytes) belong to no version: 'vividmed shards gc'", verified.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_cannot_be_held_against_a_version_that_does_not_name_them()
    {
        CopyOldDataset();
        var refused = await Captured.RunAsync("shards", "verify", "--shards", _folder.Root, "--sources", "--dataset", "mimic-cxr", "--root", _folder.Root);
        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("older layout", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_reviewers_have_looked_at_alone_an_export_can_be_made()
    {
        CopyOldDataset();
        var store = new LocalBlobStore(_folder.Root);
        var first = await VersionReader.ReadAsync(store, await VersionReader.LatestAsync(store, Token), withImages: false, Token).FirstAsync(stored => stored.Sample.Split == "train", Token);
        var verdict = new ReviewVerdict(first.Sample.Study, "report", 0, 4, "mass", VerdictKind.Accept);
        await ReviewLog.AppendAsync(store, new ReviewSubmission("ann", 1, DateTimeOffset.UnixEpoch, [verdict]), Token);

        var looked = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--split", "train", "--reviewed", "--out", _folder.Path("out"), "--output", "json");

        using var json = JsonDocument.Parse(looked.Output);
        Assert.Equal((1, 1), (json.RootElement.GetProperty("samples").GetInt32(), json.RootElement.GetProperty("selection").GetProperty("ids").GetInt32()));
    }

    [Fact]
    public async Task An_export_says_what_it_wrote_and_a_refusal_is_one_line()
    {
        CopyOldDataset();
        var table = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--split", "train", "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Ok, table.Exit);
        Assert.Contains("webdataset", table.Output, StringComparison.Ordinal);
        var again = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--split", "train", "--out", _folder.Path("out"), "--output", "json");
        using var json = JsonDocument.Parse(again.Output);
        Assert.All(json.RootElement.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(_folder.Path("out", file.GetProperty("name").GetString()!))));

        var refused = await Captured.RunAsync("shards", "export", "--to", "vividmed", "--shards", _folder.Root, "--split", "train", "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("another export", Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "")]
    [InlineData("hart", "; did you mean 'heart'?")]
    [InlineData("Heart", "; did you mean 'heart'?")]
    [InlineData("heart,pleural efusion", "; did you mean 'pleural effusion'?")]
    public async Task A_target_that_nothing_knows_is_a_wrong_call_before_anything_is_written(string targets, string guess)
    {
        CopyOldDataset();

        var refused = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--out", _folder.Path("out"), "--target", targets);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains($"'{targets.Split(',')[^1]}' is no target", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(guess, refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("out")));
    }

    [Fact]
    public async Task A_target_that_only_the_version_knows_may_be_asked_for()
    {
        CopyOldDataset();
        Directory.CreateDirectory(_folder.Path("models"));
        var taxonomy = await File.ReadAllTextAsync(Repository.Path("models", "taxonomy.json"), Token);
        var store = new LocalBlobStore(_folder.Root);
        var target = (await VersionReader.ReadAsync(store, 1, withImages: false, Token).FirstAsync(static stored => stored.Sample.Split == "train" && stored.Sample.Phrases.Count > 0, Token)).Sample.Phrases[0].Target;
        Assert.Contains($"\"{target}\"", taxonomy, StringComparison.Ordinal);

        var known = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--out", _folder.Path("out"), "--split", "train", "--target", target, "--models", _folder.Path("models"));
        var unknown = await Captured.RunAsync("shards", "export", "--to", "webdataset", "--shards", _folder.Root, "--out", _folder.Path("other"), "--target", target + "s", "--models", _folder.Path("models"));

        Assert.Equal((ExitCode.Ok, ExitCode.Usage), (known.Exit, unknown.Exit));
        Assert.Contains($"did you mean '{target}'", unknown.Errors, StringComparison.Ordinal);
    }

    private Task<DatasetIdentity> MakeDatasetAsync() =>
        DatasetIdentity.OpenAsync(new LocalBlobStore(_folder.Root), "mimic-cxr", StudySelection.Everything, reselect: false, static () => "id-1", Token);

    private void CopyOldDataset()
    {
        var old = Repository.Path("tests", "VividMed.Shards.Tests", "Layout1", "versions");
        foreach (var file in Directory.EnumerateFiles(old, "*", SearchOption.AllDirectories))
        {
            var copy = _folder.Path("versions", Path.GetRelativePath(old, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
