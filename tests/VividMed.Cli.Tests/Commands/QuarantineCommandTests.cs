using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed quarantine list and show, where a run has committed nothing and where a run is not there.</summary>
[Collection(Captured.Console)]
public sealed class QuarantineCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("show", "s1")]
    public async Task Without_a_version_the_runs_that_may_be_asked_for_are_named(params string[] words)
    {
        await LeaveAsync("mimic-cxr-1");

        var told = await Captured.RunAsync(["quarantine", .. words, "--shards", _folder.Root]);

        Assert.Equal(ExitCode.Failed, told.Exit);
        Assert.Contains("has no committed version", told.Errors, StringComparison.Ordinal);
        Assert.Contains("--run mimic-cxr-1", told.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync(["quarantine", .. words, "--shards", _folder.Root, "--run", "mimic-cxr-1"])).Exit);
    }

    [Fact]
    public async Task A_store_without_any_run_points_to_the_run_command()
    {
        var told = await Captured.RunAsync("quarantine", "list", "--shards", _folder.Root);

        Assert.Equal(ExitCode.Failed, told.Exit);
        Assert.Contains("no run has left anything there", told.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mimic-cxr-2", "; did you mean 'mimic-cxr-1'?")]
    [InlineData("nonsense", "mimic-cxr-1")]
    [InlineData("../escape", "mimic-cxr-1")]
    public async Task A_run_that_is_not_there_is_told_with_those_that_are(string run, string told)
    {
        await LeaveAsync("mimic-cxr-1");

        var refused = await Captured.RunAsync("quarantine", "list", "--shards", _folder.Root, "--run", run);

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains($"'{run}'", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(told, refused.Errors, StringComparison.Ordinal);
    }

    private async Task LeaveAsync(string run)
    {
        var folder = _folder.Path("runs", run, "a1", "partitions", "00000");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "quarantine-tag.json"), """[{"study":"s1","stage":"tag","reason":"empty-report","message":"m"}]""", TestContext.Current.CancellationToken);
    }
}
