using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>The shipped models on images that nobody calls phantoms.</summary>
public sealed class MiniatureTests
{
    [Fact]
    public async Task They_are_refused_in_one_line_and_with_the_permission_the_version_says_that_it_means_nothing()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "2", "--ct", "0");
        File.Delete(folder.Path("phantom", "truth.json"));
        string[] command = ["run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out")];

        var refused = await Vividmed.RunAsync(command);
        await Vividmed.SucceedAsync([.. command, "--allow-miniatures"]);
        var shown = await Vividmed.SucceedAsync("versions", "show", "--shards", folder.Path("out"));

        Assert.Equal(1, refused.ExitCode);
        var line = Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
        Assert.Contains("'phantom-cxas-mini' knows phantoms alone", line, StringComparison.Ordinal);
        Assert.Contains("--allow-miniatures", line, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Errors.Split('\n'), static line => line.StartsWith("   at ", StringComparison.Ordinal));
        Assert.Contains("no clinical meaning", shown.Output, StringComparison.Ordinal);
    }
}
