using VividMed.Cli.Tests.Images;

namespace VividMed.Cli.Tests;

/// <summary>A wrong call is told with what is taken instead, before anything is opened or written.</summary>
[Collection(Captured.Console)]
public sealed class WrongCallTests
{
    private static readonly string[] Run = ["run", "--dataset", "mimic-cxr", "--root", "r", "--out", "o"];

    [Theory]
    [InlineData("--limit", "abc", "a whole number of 1 or more")]
    [InlineData("--limit", "0", "a whole number of 1 or more")]
    [InlineData("--limit", "99999999999", "a whole number of 1 or more")]
    [InlineData("--cache-limit-gb", "lots", "a whole number of 1 or more")]
    [InlineData("--partition-size", "0", "a whole number from 1 to 4096")]
    [InlineData("--partition-size", "5000", "a whole number from 1 to 4096")]
    [InlineData("--in-flight", "-3", "a whole number from 1 to 1024")]
    [InlineData("--max-quarantine-share", "7", "a number from 0 to 1")]
    [InlineData("--max-quarantine-share", "NaN", "a number from 0 to 1")]
    [InlineData("--train-steps", "0", "a whole number of 1 or more")]
    [InlineData("--view", "XX", "frontal, lateral, any, AP")]
    [InlineData("--split", "holdout", "train, validate, test")]
    public async Task A_run_takes_no_such_value(string option, string value, string takes) => await RefusedAsync([.. Run, option, value], value, takes);

    [Theory]
    [InlineData("hub", "--port", "99999")]
    [InlineData("hub", "--port", "http")]
    [InlineData("hub", "--http-port", "-1")]
    [InlineData("worker", "--http-port", "65536")]
    [InlineData("dashboard", "--port", "99999")]
    [InlineData("demo", "--port", "99999")]
    public async Task A_port_lies_in_its_range(string command, string option, string value) =>
        await RefusedAsync([command, option, value], value, "a whole number from 0 to 65535");

    [Theory]
    [InlineData("--readers", "1", "a whole number from 2 to 100")]
    [InlineData("--cases", "5", "a whole number from 6 to 10000")]
    [InlineData("--faulty", "1.5", "a number from 0 to 1")]
    [InlineData("--catch-from", "1", "a number between 0 and 1")]
    [InlineData("--time-ratio", "0", "a number")]
    public async Task A_reader_study_takes_no_such_value(string option, string value, string takes) =>
        await RefusedAsync(["review", "study", "make", "--shards", "s", "--out", "o", option, value], value, takes);

    [Theory]
    [InlineData("phantom", "--seed", "x")]
    [InlineData("demo", "--train-steps", "none")]
    [InlineData("hub", "--drain", "soon")]
    public async Task Any_other_number_is_one(string command, string option, string value) => await RefusedAsync([command, option, value], value, "a whole number");

    [Theory]
    [InlineData("photographed", "drawn, projected, mixed", "phantom", "--out", "p")]
    [InlineData("mixed", "drawn, projected", "models", "evaluate", "phantom-cxas-mini")]
    public async Task Radiographs_are_of_a_kind_that_there_is(string value, string takes, params string[] command) =>
        await RefusedAsync([.. command, "--radiographs", value], value, takes);

    [Fact]
    public async Task A_model_of_CT_is_not_measured_on_radiographs()
    {
        var refused = await Captured.RunAsync("models", "evaluate", TestKit.Repository.Path("models", "phantom-sat-mini"), "--radiographs", "projected");

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("phantom-sat-mini takes CT", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once()
    {
        var refused = await Captured.RunAsync("run");

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.All(["--dataset is missing", "--root is missing", "--out is missing"], missing => Assert.Contains(missing, refused.Errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("say which hub", "runs", "list")]
    [InlineData("a worker needs a hub", "worker")]
    [InlineData("give a report's file", "report", "tag")]
    [InlineData("not both", "report", "tag", "report.txt", "--jsonl", "reports.jsonl")]
    [InlineData("did you mean 'gpu'?", "worker", "--roles", "gpuu", "--hub", "http://localhost:1")]
    [InlineData("'nonsense' is no hub address", "runs", "list", "--hub", "nonsense")]
    [InlineData("belong to the hub's workers", "run", "--dataset", "mimic-cxr", "--root", ".", "--out", "nothing-there", "--hub", "http://localhost:1", "--provider", "cpu")]
    public async Task A_half_written_call_ends_as_a_wrong_one_where_settings_could_have_said_the_rest(string told, params string[] words)
    {
        var refused = await Captured.RunAsync(words);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains(told, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void One_s_own_tables_may_call_views_what_they_like() =>
        Assert.Empty(CommandLine.Root().Parse(["run", "--dataset", "cxr-csv", "--root", "r", "--out", "o", "--view", "front"]).Errors);

    [Theory]
    [InlineData("demo", "--out")]
    [InlineData("phantom", "--out")]
    [InlineData("run", "--limit")]
    [InlineData("runs", "list", "--nonsense")]
    public async Task A_secret_in_the_wrong_place_makes_no_folder_and_is_not_repeated(params string[] words)
    {
        var before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());

        var refused = await Captured.RunAsync([.. words, "BlobEndpoint=http://127.0.0.1:1/a;SharedAccessSignature=sv=1&sig=s3cret"]);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.DoesNotContain("s3cret", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }

    private static async Task RefusedAsync(string[] arguments, string value, string takes)
    {
        var refused = await Captured.RunAsync(arguments);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains(refused.Errors.Split('\n'), line => line.Contains($"'{value}'", StringComparison.Ordinal) && line.Contains(takes, StringComparison.Ordinal));
        Assert.DoesNotContain("System.", refused.Errors, StringComparison.Ordinal);
    }
}
