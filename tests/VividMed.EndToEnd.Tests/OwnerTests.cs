using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>One state and several processes, of which the one that serves it is killed.</summary>
public sealed class OwnerTests
{
    private const string Attached = "at the hub of 'vividmed run'";
    private const string TookOver = "this process serves";

    [Fact]
    public async Task A_second_run_and_serve_attach_to_a_run_and_when_that_is_killed_one_of_them_goes_on_and_every_study_is_there_once()
    {
        using var folder = new TemporaryFolder();
        var output = folder.Path("out");
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "12", "--ct", "0", "--seed", "5");
        await using var first = Vividmed.Start(Run(folder));
        await first.LineAsync(static line => line.Contains("planned 12", StringComparison.Ordinal));
        var file = output + "/hub.db.owner.json";
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var token = Match(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "\"token\":\"(\\w{48})\"").Single();

        await using var second = Vividmed.Start(Run(folder));
        await using var serve = Vividmed.Start("serve", output, "--port", "0");
        await second.LineAsync(static line => line.Contains("goes on where it was " + Attached, StringComparison.Ordinal));
        Assert.Contains(">watched<", await PageAsync(serve), StringComparison.Ordinal);
        await first.KillAsync();

        var ended = await second.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.Errors);
        AssertRising(ended.Errors);
        await serve.LineAsync(static line => line.Contains(TookOver, StringComparison.Ordinal));
        await Vividmed.SucceedAsync("shards", "verify", "--shards", output);
        Assert.Equal("12", Match(ended.Output, @"studies planned +(\d+)").Single());
        Assert.Equal("0001", Match(ended.Output, @"versions/(\d+)").Single());

        var stopped = await serve.TerminateAsync();
        Assert.Equal(0, stopped.ExitCode);
        Assert.False(File.Exists(file));
        Assert.DoesNotContain(token, ended.Output + ended.Errors + stopped.Output + stopped.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(Vividmed serve)
    {
        using var http = new HttpClient();
        var address = new Uri(await serve.LineAsync(static line => line.StartsWith("http://", StringComparison.Ordinal)));
        return await http.GetStringAsync(address, TestContext.Current.CancellationToken);
    }

    /// <summary>What a watcher is shown of a run never goes backwards, whoever it asks; the run that looks again afterwards begins anew.</summary>
    private static void AssertRising(string errors)
    {
        foreach (var run in errors.Split('\n').GroupBy(static line => line.Split(':')[0]))
        {
            foreach (var stage in (string[])["tagged", "localized", "grounded", "written"])
            {
                var counts = run.SelectMany(line => Match(line, stage + @" (\d+)")).Select(int.Parse).ToList();
                Assert.Equal(counts.Order(), counts);
            }
        }
    }

    private static IEnumerable<string> Match(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Select(static match => match.Groups[1].Value);

    private static string[] Run(TemporaryFolder folder) =>
    [
        "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--partition-size", "2", "--in-flight", "1",
        "--run", "watched",
    ];
}
