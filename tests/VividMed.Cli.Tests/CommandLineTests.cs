using VividMed.Cli.Configuration;
using VividMed.Cli.Tests.Images;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Tests;

[Collection(Captured.Console)]
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("run", "--dataset", "mimic-cxr")]
    [InlineData("run", "--dataset", "padchest", "--root", "r", "--out", "o")]
    [InlineData("run", "--dataset", "mimic-cxr", "--root", "r", "--out", "o", "--split", "holdout")]
    [InlineData("plan", "--dataset", "mimic-cxr", "--root", "r", "--limit", "0")]
    [InlineData("phantom", "--out", "o", "--cxr", "-1")]
    [InlineData("report", "tag", "r.txt", "--style", "padchest")]
    [InlineData("evaluate", "reports", "--gold", "g.csv", "--labels", "padchest")]
    public async Task A_wrong_call_is_a_usage_error(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(arguments));

    [Fact]
    public async Task A_missing_file_is_a_failure_and_no_crash() =>
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["image", "info", "no-such-file.dcm"]));

    [Fact]
    public async Task A_hub_does_not_open_itself_to_the_network_unprotected()
    {
        using var folder = new TestKit.TemporaryFolder();
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["hub", "--remote", "--port", "0", "--state", folder.Path("hub.db")]));
    }

    [Fact]
    public async Task A_client_sends_its_token_and_names_its_task_hub()
    {
        using var folder = new TestKit.TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("token"), "secret\n", TestContext.Current.CancellationToken);
        await using var hub = await VividMed.TaskHub.TaskHubServer.StartAsync(
            new() { DatabasePath = folder.Path("hub.db"), Security = new() { Tokens = ["secret"] }, Configure = options => options.Hubs.Add("b") },
            TestContext.Current.CancellationToken);
        string[] list = ["runs", "list", "--hub", hub.Address.ToString()];

        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(list));
        Assert.Equal(ExitCode.Ok, await CommandLine.RunAsync([.. list, "--hub-token-file", folder.Path("token"), "--task-hub", "b"]));
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync([.. list, "--hub-token-file", folder.Path("token"), "--task-hub", "c"]));
    }

    [Fact]
    public void Every_command_of_the_contract_is_there() =>
        Assert.Equal(
            ["ask", "completion", "config", "dashboard", "demo", "doctor", "evaluate", "experiment", "hub", "image", "models", "phantom", "plan", "quarantine", "report", "review", "run", "runs", "schema", "serve", "shards", "train", "versions", "worker"],
            CommandLine.Root().Subcommands.Select(command => command.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("/data/out", "/data/out")]
    [InlineData("https://account.blob.core.windows.net/c/p/", "https://account.blob.core.windows.net/c/p")]
    [InlineData("https://account.blob.core.windows.net/c/p?sv=2024-11-04&sig=secret", "https://account.blob.core.windows.net/c/p")]
    public void Output_addresses_are_normalized(string written, string normal) => Assert.Equal(normal, StoreAddress.Normalize(written));

    [Theory]
    [InlineData("https://account.blob.core.windows.net/c/p?sv=2024-11-04&sig=secret", "https://account.blob.core.windows.net/c/p")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=account;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net;Container=c/p", "https://account.blob.core.windows.net/c/p")]
    public void A_dataset_s_address_loses_its_secret(string written, string address) => Assert.Equal(address, DatasetRoot.Resolve(written));

    [Fact]
    public void A_dataset_s_connection_string_names_its_container() =>
        Assert.Contains("Container=", Assert.Throws<CliException>(() => DatasetRoot.Resolve("AccountName=a;AccountKey=c2VjcmV0")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=account;AccountKey=c2VjcmV0", "vividmed")]
    [InlineData("BlobEndpoint=https://account.blob.core.windows.net;SharedAccessSignature=sv=1&sig=secret", "vividmed")]
    [InlineData("SharedAccessSignature=sv=1&sig=secret;Container=c/p;BlobEndpoint=https://account.blob.core.windows.net", "c/p")]
    public void A_connection_string_is_an_output_whose_secret_stays_here(string written, string place)
    {
        Assert.Equal("https://account.blob.core.windows.net/" + place, StoreAddress.Normalize(written));
        Assert.False(StoreAddress.IsLocal(written));
    }

    [Theory]
    [InlineData("ftp://account/c")]
    [InlineData("http://example.org/c")]
    [InlineData("https://account.blob.core.windows.net")]
    public void An_output_of_no_known_kind_is_refused_at_once(string written) =>
        Assert.Equal("bad-store-address", Assert.Throws<StorageException>(() => StoreAddress.Normalize(written)).Code);
}
