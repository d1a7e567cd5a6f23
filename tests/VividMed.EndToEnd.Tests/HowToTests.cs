using System.Diagnostics;
using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>The worked examples of the how-to do what they say.</summary>
public sealed partial class HowToTests
{
    [Theory]
    [InlineData("own-radiographs", "cxr-csv")]
    [InlineData("own-volumes", "ct-csv")]
    [InlineData("own-series", "ct-csv")]
    public async Task The_example_of_own_data_runs_as_it_is_written(string example, string dataset)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        using var folder = new TemporaryFolder();
        var script = Examples().Matches(await File.ReadAllTextAsync(Repository.Path("docs", "how-to", "run-on-your-data.md"), TestContext.Current.CancellationToken))
            .Single(match => match.Groups["name"].Value == example).Groups["script"].Value;

        var (exit, output) = await BashAsync(script, folder.Root);

        Assert.True(exit == 0, output);
        Assert.Contains(dataset, output, StringComparison.Ordinal);
        var shards = folder.Path("out", dataset);
        Assert.NotEmpty(Directory.GetFiles(shards, "*.tar", SearchOption.AllDirectories));
        await Vividmed.SucceedAsync("shards", "verify", "--shards", shards);
    }

    [Fact]
    public async Task The_example_of_a_review_opens_the_gate_and_the_next_version_has_its_corrections_alone()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        using var folder = new TemporaryFolder();
        var script = Examples().Match(await File.ReadAllTextAsync(Repository.Path("docs", "how-to", "review-a-version.md"), TestContext.Current.CancellationToken)).Groups["script"].Value;

        var (exit, output) = await BashAsync(script, folder.Root);

        Assert.True(exit == 0, output);
        Assert.Contains("\"from\":1,\"to\":2", output, StringComparison.Ordinal);
        Assert.Contains("\"why\":[\"reviewed\"]", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"why\":[\"bucket\"]", output, StringComparison.Ordinal);
        Assert.Contains("\"reviewPassed\":true", await File.ReadAllTextAsync(folder.Path("run.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_a_reader_study_finds_what_its_simulated_readers_were_given()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        using var folder = new TemporaryFolder();
        var script = Examples().Match(await File.ReadAllTextAsync(Repository.Path("docs", "how-to", "run-a-reader-study.md"), TestContext.Current.CancellationToken)).Groups["script"].Value;

        var (exit, output) = await BashAsync(script, folder.Root);

        Assert.True(exit == 0, output);
        Assert.Matches("\"outcome\":\"seconds\",\"first\":\"none\",\"second\":\"grounded\"[^}]*\"isFound\":true", output);
        Assert.Matches("\"outcome\":\"seconds\",\"first\":\"none\",\"second\":\"draft\"[^}]*\"isFound\":false", output);
        Assert.Contains("No reader has read it", await File.ReadAllTextAsync(folder.Path("study", "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("FINDINGS:", output + await File.ReadAllTextAsync(folder.Path("study", "study.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> BashAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-e", "-o", "pipefail", "-c", script]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = Vividmed.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"<!-- example: (?<name>[a-z-]+) -->\s*```sh\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Examples();
}
