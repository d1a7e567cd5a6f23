using System.Text.Json;
using VividMed.Cli.Configuration;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Configuration;

/// <summary>Settings as a user meets them: the program itself in a folder with a file and an environment.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flag_wins_over_the_environment_which_wins_over_the_file_which_wins_over_the_default()
    {
        Assert.Equal(0, (await RunAsync([], "phantom", "--out", _folder.Path("p"), "--cxr", "12", "--ct", "0")).Exit);
        // Seven, three and two studies in three splits.
        var shards = await ShardsAsync([]);
        Write("""{ "IsEncrypted": false, "Values": { "PartitionSize": "3" } }""");
        var shardsByFile = await ShardsAsync([]);
        var shardsByEnvironment = await ShardsAsync([("VIVIDMED__PartitionSize", "2")]);
        var shardsByFlag = await ShardsAsync([("VIVIDMED__PartitionSize", "2")], "--partition-size", "1");

        Assert.Equal((3, 5, 7, 12), (shards, shardsByFile, shardsByEnvironment, shardsByFlag));
    }

    [Fact]
    public async Task A_fault_in_the_file_is_one_line_and_a_wrong_call()
    {
        Write("{ \"Values\": {\n  \"InFlight\": \"four\"\n} }");

        var refused = await RunAsync([], "models", "list");

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Equal($"vividmed: {_folder.Path(SettingsFile.Name)}:2: InFlight is 'four'; it takes a whole number from 1 to 1024\n", refused.Errors);
    }

    [Fact]
    public async Task A_variable_that_nobody_knows_is_warned_about_once_and_the_command_goes_on()
    {
        var shown = await RunAsync([("VIVIDMED__Detecter", "mine")], "config", "show", "--output", "json");

        Assert.Equal(0, shown.Exit);
        Assert.Equal("vividmed: the environment variable VIVIDMED__Detecter sets nothing that is known; did you mean VIVIDMED__Detector?\n", shown.Errors);
    }

    [Fact]
    public async Task Config_show_tells_each_setting_its_value_its_source_and_its_meaning_but_no_secret()
    {
        Write("""
            { "IsEncrypted": false, "Values": {
              "Store": "https://account.blob.core.windows.net/c?sv=1&sig=s3cret",
              "DurableTaskScheduler": "Endpoint=https://s3cret;TaskHub=h;Authentication=None",
              "Postgres": "Host=db;Password=s3cret",
              "Llm:ApiKey": "s3cret", "SignIn:ClientSecret": "s3cret" } }
            """);

        var json = await RunAsync(
            [("AZURE_STORAGE_CONNECTION_STRING", "AccountName=a;AccountKey=s3cret"), ("VIVIDMED__InFlight", "9")], "config", "show", "--output", "json");
        var table = await RunAsync(
            [("VIVIDMED__CertificatePassword", "s3cret"), ("VIVIDMED__Hub", "Endpoint=https://s3cret;TaskHub=h;Authentication=None")], "config", "show");

        Assert.Equal((0, 0), (json.Exit, table.Exit));
        Assert.DoesNotContain("s3cret", json.Output + json.Errors + table.Output + table.Errors, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Output);
        var settings = document.RootElement.EnumerateArray().ToDictionary(line => line.GetProperty("name").GetString()!);
        Assert.Equal(KnownSettings.All.Select(setting => setting.Name), settings.Keys);
        Assert.All(settings.Values, line => Assert.NotEmpty(line.GetProperty("meaning").GetString()!));
        Assert.Equal(("9", "VIVIDMED__InFlight"), ValueAndSource(settings["InFlight"]));
        Assert.Equal(("64", "default"), ValueAndSource(settings["PartitionSize"]));
        Assert.Equal((null, "default"), ValueAndSource(settings["Hub"]));
        Assert.Equal(("(set, not shown)", $"{_folder.Path(SettingsFile.Name)}:2"), ValueAndSource(settings["Store"]));
        Assert.All(
            ["DurableTaskScheduler", "Postgres", "Llm:ApiKey", "SignIn:ClientSecret", "AZURE_STORAGE_CONNECTION_STRING"],
            name => Assert.Equal("(set, not shown)", ValueAndSource(settings[name]).Value));
        Assert.True(settings["Postgres"].GetProperty("secret").GetBoolean());
        Assert.Contains("VIVIDMED__CertificatePassword", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_stands_for_the_flags_that_name_a_store()
    {
        var missing = await RunAsync([], "shards", "verify");
        var verified = await RunAsync([("VIVIDMED__Store", _folder.Path("shards"))], "shards", "verify");
        var run = await RunAsync([("VIVIDMED__Store", "AccountName=a;AccountKey")], "run", "--dataset", "mimic-cxr", "--root", _folder.Root);

        Assert.Equal(ExitCode.Usage, missing.Exit);
        Assert.Contains("--shards is missing: pass it, or set Store in local.settings.json or VIVIDMED__Store", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, verified.Exit);
        Assert.Contains(_folder.Path("shards"), verified.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("a connection string that does not parse", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_connection_that_does_not_parse_is_one_line()
    {
        Directory.CreateDirectory(_folder.Path("s"));
        var refused = await RunAsync([("AZURE_STORAGE_CONNECTION_STRING", "AccountName=a;AccountKey")], "shards", "verify", "--shards", _folder.Path("s"));

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Equal("vividmed: The store's address is a connection string that does not parse.\n", refused.Errors);
    }

    private static (string? Value, string? Source) ValueAndSource(JsonElement line) =>
        (line.GetProperty("value").GetString(), line.GetProperty("source").GetString());

    private Task<VividmedProcess> RunAsync((string Name, string Value)[] environment, params string[] arguments) =>
        VividmedProcess.RunAsync(_folder.Root, environment, arguments);

    private void Write(string text) => File.WriteAllText(_folder.Path(SettingsFile.Name), text);

    private async Task<int> ShardsAsync((string Name, string Value)[] environment, params string[] flags)
    {
        var planned = await RunAsync(environment, ["plan", "--dataset", "mimic-cxr", "--root", _folder.Path("p", "mimic-cxr"), "--output", "json", .. flags]);
        using var plan = JsonDocument.Parse(planned.Output);
        return plan.RootElement.GetProperty("shards").GetInt32();
    }
}
