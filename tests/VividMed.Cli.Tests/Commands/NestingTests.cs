using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>A run's files and those that it reads stay apart: what it cleans up of its own must never be a source's.</summary>
[Collection(Captured.Console)]
public sealed class NestingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("source", "source")]
    [InlineData("source", "source/.")]
    [InlineData("source", "link")]
    [InlineData("source", "source/files/out")]
    [InlineData("source", "source/files")]
    [InlineData("out/images/cxr", "out")]
    [InlineData("out/runs", "out")]
    public async Task A_run_that_would_write_among_its_source_is_refused(string root, string output)
    {
        Lay("source", "files", "p10");
        Lay("out", "images", "cxr");
        Lay("out", "runs");
        Directory.CreateSymbolicLink(_folder.Path("link"), _folder.Path("source"));
        var before = Entries();

        var refused = await RunAsync(root, output);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        var line = Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
        Assert.Contains(_folder.Path(output.Split('/')[0]), line, StringComparison.Ordinal);
        Assert.Contains("--out", line, StringComparison.Ordinal);
        Assert.Contains("--root", line, StringComparison.Ordinal);
        Assert.Contains("beside", line, StringComparison.Ordinal);
        Assert.Equal(before, Entries());
    }

    [Theory]
    [InlineData("source", "source/grounded")]
    [InlineData("source", "source/grounded/cxr")]
    [InlineData("source", "source/stores/other")]
    [InlineData("out/phantom/cxr", "out")]
    [InlineData("source", "source-out")]
    public async Task A_folder_of_its_own_may_lie_in_the_source_and_the_source_beside_what_runs_write(string root, string output)
    {
        Lay("source", "files", "p10");
        Lay("out", "phantom", "cxr");
        Lay("source", "stores", "one", "records");
        await File.WriteAllTextAsync(_folder.Path("source", "stores", "one", "dataset.json"), "{}", TestContext.Current.CancellationToken);

        var told = await RunAsync(root, output);

        // These folders hold no dataset: the run ends at that, and not at where they lie.
        Assert.Equal(ExitCode.Failed, told.Exit);
        Assert.DoesNotContain("beside", told.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://account.blob.core.windows.net/data/cxr", "https://account.blob.core.windows.net/data/cxr")]
    [InlineData("https://account.blob.core.windows.net/data/cxr/", "https://account.blob.core.windows.net/data/cxr")]
    [InlineData("https://account.blob.core.windows.net/data/out/images", "https://account.blob.core.windows.net/data/out")]
    public async Task The_same_holds_of_containers(string root, string output)
    {
        var refused = await Captured.RunAsync("run", "--dataset", "mimic-cxr", "--root", root, "--out", output);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.Contains("beside", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shards export --to coco --shards S --out S")]
    [InlineData("shards export --to coco --shards S --out S/records")]
    [InlineData("train --shards S --out S")]
    [InlineData("train --shards S --out S/images/model")]
    [InlineData("experiment grounding --shards S --out S")]
    [InlineData("review study make --shards S --out S")]
    public async Task Nothing_else_is_written_among_the_files_of_a_store(string call)
    {
        Lay("s", "records");
        var before = Entries();

        var refused = await Captured.RunAsync([.. call.Split(' ').Select(word => word is ['S', ..] ? _folder.Path("s") + word[1..] : word)]);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.Contains("--shards", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Entries());
    }

    private Task<Captured> RunAsync(string root, string output) =>
        Captured.RunAsync("run", "--dataset", "cxr-csv", "--root", _folder.Path(root.Split('/')), "--out", _folder.Path(output.Split('/')));

    private void Lay(params string[] folders)
    {
        Directory.CreateDirectory(_folder.Path(folders));
        File.WriteAllText(Path.Combine(_folder.Path(folders), "one.png"), "");
    }

    private List<string> Entries() => [.. Directory.EnumerateFileSystemEntries(_folder.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
