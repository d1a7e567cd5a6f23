using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>kill -9 at any moment of a run costs time, never data.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_run_killed_three_times_ends_with_the_shards_of_an_undisturbed_run_and_a_repeat_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var root = folder.Path("phantom");
        await Vividmed.SucceedAsync("phantom", "--out", root, "--cxr", "36", "--ct", "0", "--seed", "5");
        await Vividmed.SucceedAsync(Run(root, folder.Path("calm")));

        foreach (var (stage, count) in new[] { ("tagged", 1), ("written", 2), ("written", 12) })
        {
            await using var run = Vividmed.Start(Run(root, folder.Path("killed")));
            await run.LineAsync(line => Count(line, stage) >= count);
            await run.KillAsync();
        }

        var resumed = await Vividmed.SucceedAsync(Run(root, folder.Path("killed")));
        Assert.Contains("goes on where it was", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(Shards.Digests(folder.Path("calm")), Shards.Digests(folder.Path("killed")));

        var before = Shards.WriteTimes(folder.Path("killed"));
        var repeated = await Vividmed.SucceedAsync(Run(root, folder.Path("killed")));
        Assert.Contains("(nothing new)", repeated.Output, StringComparison.Ordinal);
        Assert.Equal(before, Shards.WriteTimes(folder.Path("killed")));
        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("killed"));
    }

    [Fact]
    public async Task What_changed_while_a_run_lay_dead_is_in_the_dataset_when_the_same_command_ends()
    {
        using var folder = new TemporaryFolder();
        var root = folder.Path("phantom");
        await Vividmed.SucceedAsync("phantom", "--out", root, "--cxr", "12", "--ct", "0", "--seed", "6");
        await using (var run = Vividmed.Start(Run(root, folder.Path("out"))))
        {
            await run.LineAsync(line => Count(line, "written") >= 4);
            await run.KillAsync();
        }

        foreach (var report in Directory.GetFiles(root, "s*.txt", SearchOption.AllDirectories))
        {
            await File.AppendAllTextAsync(report, " No pneumothorax.\n", TestContext.Current.CancellationToken);
        }

        var resumed = await Vividmed.SucceedAsync(Run(root, folder.Path("out")));
        Assert.Contains("looks for what has changed", resumed.Errors, StringComparison.Ordinal);
        Assert.Contains("(nothing new)", (await Vividmed.SucceedAsync(Run(root, folder.Path("out")))).Output, StringComparison.Ordinal);
    }

    /// <summary>How many studies a progress line says have passed a stage; 0 for any other line.</summary>
    private static int Count(string line, string stage) =>
        Regex.Match(line, $@"{stage} (\d+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? int.Parse(match.Groups[1].Value) : 0;

    private static string[] Run(string root, string output) =>
        ["run", "--dataset", "mimic-cxr", "--root", Path.Combine(root, "mimic-cxr"), "--out", output, "--partition-size", "2", "--in-flight", "1"];
}
