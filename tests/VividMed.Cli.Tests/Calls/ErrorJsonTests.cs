using System.Text.Json;
using VividMed.Cli.Calls;
using VividMed.Cli.Output;
using VividMed.Cli.Tests.Images;

namespace VividMed.Cli.Tests.Calls;

/// <summary>Whoever asks for JSON gets failures as JSON too, one object a line on stderr.</summary>
[Collection(Captured.Console)]
public sealed class ErrorJsonTests
{
    [Theory]
    [InlineData("folder-missing", "vividmed shards stats", ExitCode.Failed, "shards", "stats", "--shards", "/no/such/store", "--output", "json")]
    [InlineData("wrong-call", "vividmed plan", ExitCode.Usage, "plan", "--dataset", "mimic", "--root", "r", "--output", "json")]
    [InlineData("wrong-call", "vividmed plan", ExitCode.Usage, "plan", "--output=json", "--dataset", "mimic", "--root", "r")]
    [InlineData("folder-missing", "vividmed plan", ExitCode.Failed, "plan", "--dataset", "mimic-cxr", "--root", "/no/such/root", "--output", "json")]
    [InlineData("file-missing", "vividmed evaluate reports", ExitCode.Failed, "evaluate", "reports", "--gold", "/no/such/gold.csv", "--output", "json")]
    [InlineData("unknown-model", "vividmed models check", ExitCode.Failed, "models", "check", "nobody", "--output", "json")]
    [InlineData("file-missing", "vividmed image info", ExitCode.Failed, "image", "info", "/no/such/file.dcm", "--output", "json")]
    public async Task A_failure_is_an_object_with_code_message_command_and_exit(string code, string command, int exit, params string[] words)
    {
        var failed = await Captured.RunAsync(words);

        var error = Error(failed);
        Assert.Equal((exit, code, command, exit), (failed.Exit, error.Code, error.Command, error.Exit));
        Assert.True(error.Message.Length > 20, error.Message);
        Assert.Equal("", failed.Output);
    }

    [Fact]
    public async Task Without_it_a_failure_is_a_line_for_people()
    {
        var failed = await Captured.RunAsync("shards", "stats", "--shards", "/no/such/store");

        Assert.StartsWith("vividmed: /no/such/store: there is no such folder; --shards takes what a run wrote", failed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_in_neither()
    {
        var refused = await Captured.RunAsync("plan", "--output", "json", "--nonsense", "BlobEndpoint=http://127.0.0.1:1/a;SharedAccessSignature=sv=1&sig=s3cret");

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.DoesNotContain("s3cret", refused.Errors, StringComparison.Ordinal);
    }

    private static ErrorReport Error(Captured failed) =>
        JsonSerializer.Deserialize<ErrorReport>(failed.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], JsonOutput.Format)!;
}
