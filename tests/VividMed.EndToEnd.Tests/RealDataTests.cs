using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
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

    [Theory]
    [InlineData("mimic-cxr")]
    [InlineData("ct-rate")]
    public async Task A_dataset_in_a_container_makes_the_same_shards_as_in_a_folder_and_its_key_is_written_nowhere(string dataset)
    {
        var root = SharedData.Require("real", dataset);
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        using var folder = new TemporaryFolder();
        var container = $"source-{dataset}";
        await UploadAsync(root, container);

        await Vividmed.SucceedAsync("run", "--dataset", dataset, "--root", root, "--out", folder.Path("near"), "--allow-miniatures");
        await Vividmed.SucceedAsync("run", "--dataset", dataset, "--root", $"{Connection};Container={container}/deep/er", "--out", folder.Path("far"), "--allow-miniatures");

        var near = Directory.GetFiles(folder.Path("near"), "*.tar", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(near);
        Assert.All(near, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace(folder.Path("near"), folder.Path("far"), StringComparison.Ordinal))));
        Assert.All(Directory.GetFiles(folder.Path("far"), "*", SearchOption.AllDirectories), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("AccountKey"u8)));
        Assert.All(Directory.GetFiles(folder.Path("far"), "*", SearchOption.AllDirectories), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(AccountKey))));
    }

    [Fact]
    public async Task A_plan_and_a_census_of_a_container_say_the_same_as_of_a_folder()
    {
        var root = SharedData.Require("real", "mimic-cxr");
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        await UploadAsync(root, "counted");
        var address = $"http://127.0.0.1:{azurite.Port}/devstoreaccount1/counted/deep/er";

        foreach (var words in (string[][])[["plan", "--dataset", "mimic-cxr", "--root"], ["image", "census"]])
        {
            var near = await Vividmed.SucceedAsync([.. words, root, "--output", "json"]);
            var far = await Vividmed.SucceedAsync([.. words, address, "--output", "json"]);
            Assert.Equal(near.Output, far.Output);
        }
    }

    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private string Connection =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:{azurite.Port}/devstoreaccount1";

    private async Task UploadAsync(string root, string container)
    {
        var client = new BlobContainerClient(Connection, container, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06));
        await client.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
        {
            await client.GetBlobClient("deep/er/" + Path.GetRelativePath(root, file)).UploadAsync(file, overwrite: true, TestContext.Current.CancellationToken);
        }
    }

    private static async Task AssertRunAsync(string dataset, string root, string output, int written, int excluded)
    {
        var run = await Vividmed.SucceedAsync("run", "--dataset", dataset, "--root", root, "--out", output, "--allow-miniatures", "--output", "json");
        var totals = JsonDocument.Parse(run.Output).RootElement.GetProperty("totals");
        Assert.Equal(written, totals.GetProperty("written").GetInt32());
        Assert.Equal(excluded, totals.GetProperty("excluded").GetInt32());
        Assert.Equal(0, totals.GetProperty("quarantined").GetInt32());
        await Vividmed.SucceedAsync("shards", "verify", "--shards", output);
    }
}
