using System.Text.Json;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>Real radiographs and real CT in both published layouts.</summary>
public sealed class RealDataTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>
{
    [Theory]
    [InlineData("mimic-cxr", 3, 0)]
    [InlineData("ct-rate", 1, 2)]
    public async Task Every_study_of_a_real_folder_is_in_a_shard_or_left_out_with_a_reason(string dataset, int written, int excluded)
    {
        var root = SharedData.Require("real", dataset);
        using var folder = new TemporaryFolder();

        await AssertRunAsync(dataset, root, folder.Path("out"), written, excluded);
    }

    [Theory]
    [InlineData("mimic-cxr", 3, 0)]
    [InlineData("ct-rate", 1, 2)]
    public async Task The_same_run_writes_to_blob_storage(string dataset, int written, int excluded)
    {
        var root = SharedData.Require("real", dataset);
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");

        await AssertRunAsync(dataset, root, $"http://127.0.0.1:{azurite.Port}/devstoreaccount1/{dataset}/lake", written, excluded);
    }

    private static async Task AssertRunAsync(string dataset, string root, string output, int written, int excluded)
    {
        var run = await Vividmed.SucceedAsync("run", "--dataset", dataset, "--root", root, "--out", output, "--output", "json");
        var totals = JsonDocument.Parse(run.Output).RootElement.GetProperty("totals");
        Assert.Equal(written, totals.GetProperty("written").GetInt32());
        Assert.Equal(excluded, totals.GetProperty("excluded").GetInt32());
        Assert.Equal(0, totals.GetProperty("quarantined").GetInt32());
        await Vividmed.SucceedAsync("shards", "verify", "--shards", output);
    }
}
