using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Tests.Configuration;
using VividMed.Cli.Tests.Images;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Cli.Tests;

/// <summary>What a user sees when the surroundings do not do: one line with cause and cure, and exit 1, as soon as it is known.</summary>
[Collection(Captured.Console)]
public sealed class FailureTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_option_that_chooses_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        string[] hub = ["hub", "--state", _folder.Path("hub.db")];

        foreach (var command in (string[][])[[.. hub, "--port", port], [.. hub, "--port", "0", "--http-port", port], ["dashboard", "--hub", "http://localhost:1", "--port", port]])
        {
            AssertOneLine(await RunAsync(command), "address already in use", "--port");
        }
    }

    [Fact]
    public async Task A_damaged_hub_state_is_one_line_for_whoever_opens_it()
    {
        await File.WriteAllTextAsync(_folder.Path("hub.db"), new string('x', 5_000), TestContext.Current.CancellationToken);
        await PhantomsAsync();

        foreach (var command in (string[][])
            [["runs", "list", "--state", _folder.Root], ["hub", "--port", "0", "--state", _folder.Path("hub.db")], RunInto(_folder.Root)])
        {
            AssertOneLine(await RunAsync(command), "hub.db is damaged", "move it away");
        }
    }

    [Fact]
    public async Task A_state_that_cannot_be_locked_is_not_taken_for_one_that_another_process_serves()
    {
        await using var taken = StateLock.TryTake(_folder.Path("a", "hub.db"));
        Assert.Null(StateLock.TryTake(_folder.Path("a", "hub.db")));

        Directory.CreateDirectory(_folder.Path("b", "hub.db.owner"));
        Assert.Equal("not-writable", Assert.Throws<StorageException>(() => StateLock.TryTake(_folder.Path("b", "hub.db"))).Code);
    }

    [Fact]
    public async Task What_no_run_can_do_without_is_told_before_it_begins()
    {
        await PhantomsAsync();
        await File.WriteAllTextAsync(_folder.Path("file"), "", TestContext.Current.CancellationToken);

        AssertOneLine(await RunAsync(RunInto(_folder.Path("file"))), "is a file and no folder", "name a folder");
        AssertOneLine(await RunAsync([.. RunInto(_folder.Path("o")), "--models", _folder.Path("none")]), "taxonomy.json: there is no such file", "--models");
        AssertOneLine(await RunAsync([.. RunInto(_folder.Path("o")), "--detector", "nope"]), "there is no model 'nope'", "phantom-dino-mini");
        AssertOneLine(await RunAsync([.. RunInto(_folder.Path("o")), "--provider", "plugin:/no/such.so"]), "/no/such.so", "");
        AssertOneLine(await RunAsync([.. RunInto(_folder.Path("o")), "--view", "SWIMMERS"]), "none of 2 studies takes part", "--view SWIMMERS");
        Assert.Equal(ExitCode.Ok, (await RunAsync(RunInto(_folder.Path("o")))).Exit);
    }

    [Fact]
    public async Task A_language_file_is_what_reports_are_read_by_and_one_that_does_not_hold_is_told_by_its_line()
    {
        var token = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_folder.Path("models"));
        File.Copy(Repository.Path("models", "taxonomy.json"), _folder.Path("models", "taxonomy.json"));
        var language = await File.ReadAllTextAsync(Repository.Path("models", "language.json"), token);
        await File.WriteAllTextAsync(_folder.Path("report.txt"), "FINDINGS: Query pneumonia.", token);
        string[] tag = ["report", "tag", _folder.Path("report.txt"), "--models", _folder.Path("models"), "--output", "json"];
        Assert.Contains("\"polarity\":\"present\"", (await RunAsync(tag)).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.Path("models", "language.json"), language.Replace("\"question of\"", "\"query\"", StringComparison.Ordinal), token);
        Assert.Contains("\"polarity\":\"uncertain\"", (await RunAsync(tag)).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.Path("models", "language.json"), language.Replace("\"question of\"", "\"(query\"", StringComparison.Ordinal), token);
        AssertOneLine(await RunAsync(tag[..^2]), "language.json: line ", "correct it");
    }

    [Fact]
    public async Task A_wrong_key_ends_a_run_at_once_and_nothing_of_the_service_s_answer_is_shown()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        await PhantomsAsync();
        const string key = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";

        var refused = await RunAsync(RunInto($"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};BlobEndpoint={Account};Container=shards"));

        AssertOneLine(refused, "refuses this sign-in (403", "key or connection string");
        Assert.DoesNotContain('<', refused.Errors);
        Assert.DoesNotContain(key, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_its_container_is_named()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");

        var refused = await RunAsync("run", "--dataset", "mimic-cxr", "--root", azurite.ConnectionString + "Container=nowhere", "--out", _folder.Path("o"));

        AssertOneLine(refused, "no container of that name", "--root");
    }

    [Fact]
    public async Task A_signature_reaches_no_output_no_file_and_no_name_of_one()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        await PhantomsAsync();
        var sas = new BlobServiceClient(azurite.ConnectionString)
            .GenerateAccountSasUri(AccountSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1), AccountSasResourceTypes.All).Query.TrimStart('?');
        var signature = sas.Split('&').Single(part => part.StartsWith("sig=", StringComparison.Ordinal))["sig=".Length..];
        var store = $"BlobEndpoint={Account};SharedAccessSignature={sas};Container=signed";

        var run = await RunAsync(RunInto(store));
        var listed = await RunAsync("runs", "list", "--output", "json", "--state", store);
        var verified = await RunAsync("shards", "verify", "--shards", store);

        Assert.Equal((0, 0, 0), (run.Exit, listed.Exit, verified.Exit));
        Assert.Contains("/signed", listed.Output + run.Output, StringComparison.Ordinal);
        foreach (var secret in (string[])[signature, Uri.UnescapeDataString(signature), "SharedAccessSignature"])
        {
            Assert.All([run, listed, verified], said => Assert.DoesNotContain(secret, said.Output + said.Errors, StringComparison.Ordinal));
            Assert.All(Directory.GetFileSystemEntries(_folder.Root, "*", SearchOption.AllDirectories), path => Assert.DoesNotContain(secret, path, StringComparison.Ordinal));
            Assert.All(Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories), path => Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret))));
        }

        Assert.NotEmpty(Directory.GetFiles(_folder.Path("state"), "hub.db", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_full_disk_is_named_and_the_same_command_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(8 << 20);
        Assert.SkipWhen(disk.Missing is not null, disk.Missing ?? "");
        await PhantomsAsync();
        disk.Fill(left: 400 << 10);

        var full = await RunAsync(RunInto(Path.Combine(disk.Root, "o")));
        disk.MakeRoom();
        var whole = await RunAsync(RunInto(Path.Combine(disk.Root, "o")));

        Assert.Equal(ExitCode.Failed, full.Exit);
        var lines = full.Errors.Split('\n').Where(static line => line.StartsWith("vividmed: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("that " + disk.Root, lines[0], StringComparison.Ordinal); // the plan has warned of it
        Assert.Contains("the disk is full, or a quota is used up: make room", lines[1], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, whole.Exit);
    }

    private string Account => $"http://127.0.0.1:{azurite.Port}/devstoreaccount1";

    private string[] RunInto(string store) =>
        ["run", "--dataset", "mimic-cxr", "--root", _folder.Path("p", "mimic-cxr"), "--out", store, "--partition-size", "2"];

    private async Task PhantomsAsync() => Assert.Equal(0, (await RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "2", "--ct", "0")).Exit);

    private Task<VividmedProcess> RunAsync(params string[] arguments) =>
        VividmedProcess.RunAsync(_folder.Root, [("XDG_STATE_HOME", _folder.Path("state"))], arguments);

    private static void AssertOneLine(VividmedProcess failed, string cause, string cure)
    {
        Assert.Equal(ExitCode.Failed, failed.Exit);
        var line = Assert.Single(failed.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.Contains(cure, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Errors, StringComparison.Ordinal);
    }
}
