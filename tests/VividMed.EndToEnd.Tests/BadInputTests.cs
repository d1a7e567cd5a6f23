using System.Text.Json;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>A bad study is set aside with its reason; the others go on.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task A_truncated_dicom_and_an_empty_report_are_quarantined_and_the_run_exits_by_their_share()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "6", "--ct", "0", "--seed", "3");
        var studies = Directory.EnumerateDirectories(folder.Path("phantom", "mimic-cxr", "files"), "s*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Truncate(Directory.EnumerateFiles(studies[0], "*.dcm"));
        await File.WriteAllTextAsync(studies[1] + ".txt", " \n");

        var run = await RunAsync(folder, "mimic-cxr", "--max-quarantine-share", "0.5");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["empty-report", "truncated-pixel-data"], await ReasonsAsync(folder));
        Assert.Equal(3, (await RunAsync(folder, "mimic-cxr", "--max-quarantine-share", "0.1", "--run", "strict")).ExitCode);
    }

    [Fact]
    public async Task A_broken_gzip_is_quarantined_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "0", "--ct", "3", "--seed", "3");
        Truncate(Directory.EnumerateFiles(folder.Path("phantom", "ct-rate"), "*_1.nii.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1));

        var run = await RunAsync(folder, "ct-rate", "--max-quarantine-share", "0.5");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["broken-gzip"], await ReasonsAsync(folder));
    }

    private static Task<Finished> RunAsync(TemporaryFolder folder, string dataset, params string[] more) => Vividmed.RunAsync(
        ["run", "--dataset", dataset, "--root", folder.Path("phantom", dataset), "--out", folder.Path("out"), .. more]);

    private static void Truncate(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var stream = File.OpenWrite(file);
            stream.SetLength(stream.Length / 2);
        }
    }

    private static async Task<IEnumerable<string>> ReasonsAsync(TemporaryFolder folder)
    {
        var list = await Vividmed.SucceedAsync("quarantine", "list", "--shards", folder.Path("out"), "--output", "json");
        return JsonDocument.Parse(list.Output).RootElement.EnumerateArray()
            .Select(static study => study.GetProperty("reason").GetString()!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }
}
