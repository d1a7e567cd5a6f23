namespace VividMed.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("run", "--dataset", "mimic-cxr")]
    [InlineData("run", "--dataset", "padchest", "--root", "r", "--out", "o")]
    [InlineData("phantom", "--out", "o", "--cxr", "-1")]
    public async Task A_wrong_call_is_a_usage_error(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await CommandLine.RunAsync(arguments));

    [Fact]
    public async Task A_missing_file_is_a_failure_and_no_crash() =>
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["image", "info", "no-such-file.dcm"]));

    [Fact]
    public void Every_command_of_the_contract_is_there() =>
        Assert.Equal(
            ["dashboard", "demo", "hub", "image", "models", "phantom", "plan", "report", "run", "runs", "shards", "worker"],
            CommandLine.Root().Subcommands.Select(command => command.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("/data/out", "/data/out")]
    [InlineData("https://account.blob.core.windows.net/c/p/", "https://account.blob.core.windows.net/c/p")]
    public void Output_addresses_are_normalised(string written, string normal) => Assert.Equal(normal, StoreAddress.Normalise(written));

    [Fact]
    public void An_account_key_is_never_taken() =>
        Assert.Throws<CliException>(() => StoreAddress.Normalise("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=k"));
}
