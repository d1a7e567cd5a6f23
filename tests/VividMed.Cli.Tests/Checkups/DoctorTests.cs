using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VividMed.Cli.Checkups;
using VividMed.Cli.Output;
using VividMed.Cli.Tests.Configuration;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Checkups;

/// <summary>vividmed doctor: each thing that commands need is named, and what is wrong has its cure.</summary>
[Collection(Captured.Console)]
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_shipped_is_sound_and_nothing_is_made()
    {
        var sound = await VividmedProcess.RunAsync(_folder.Root, [], "doctor", "--output", "json");

        var lines = Lines(sound.Output);
        Assert.True(sound.Exit == ExitCode.Ok, sound.Output + sound.Errors);
        Assert.Equal(["settings", "models", "store", "hub", "libraries", "fonts", "device", "space"], lines.Select(static line => line.Part).Distinct());
        Assert.DoesNotContain(lines, static line => line.State == CheckState.Bad);
        foreach (var name in (string[])["taxonomy.json", "phantom-dino-mini", "phantom-sat-mini", "ONNX Runtime", "LibTorch", "SQLite"]) Assert.Contains(lines, line => line.Name == name);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task A_damaged_model_a_wrong_word_and_a_missing_taxonomy_are_bad_each_for_itself()
    {
        var models = _folder.Path("models");
        foreach (var name in (string[])["phantom-dino-mini", "phantom-sat-mini"])
        {
            Directory.CreateDirectory(Path.Combine(models, name));
            foreach (var file in Directory.GetFiles(Repository.Path("models", name))) File.Copy(file, Path.Combine(models, name, Path.GetFileName(file)));
        }

        var weights = Directory.GetFiles(Path.Combine(models, "phantom-dino-mini"), "*.onnx").Single();
        File.AppendAllText(weights, "x");
        File.WriteAllText(Path.Combine(models, "language.json"), "{ \"no\": ");

        var (exit, lines) = await LookAsync("--models", models);

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("the manifest says", Bad(lines, "phantom-dino-mini").Found, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Bad(lines, "taxonomy.json").Found, StringComparison.Ordinal);
        Assert.Contains("language.json", Bad(lines, "language.json").Found, StringComparison.Ordinal);
        Assert.All(lines.Where(static line => line.State == CheckState.Bad), static line => Assert.False(string.IsNullOrEmpty(line.Cure)));
    }

    [Fact]
    public async Task A_models_folder_that_is_not_there_is_named_with_the_option()
    {
        var (exit, lines) = await LookAsync("--models", _folder.Path("nowhere"));

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("--models", Bad(lines, "folder").Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_is_read_and_only_written_where_that_is_asked_for()
    {
        Directory.CreateDirectory(_folder.Path("store"));

        var (_, read) = await LookAsync("--store", _folder.Path("store"));
        var (exit, written) = await LookAsync("--store", _folder.Path("store"), "--write");

        Assert.Contains("--write tries", Of(read, _folder.Path("store")).Found, StringComparison.Ordinal);
        Assert.Contains("can be written", Of(written, _folder.Path("store")).Found, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, exit);
        Assert.Empty(Directory.GetFiles(_folder.Path("store"), "doctor*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made_and_a_file_is_none()
    {
        File.WriteAllText(_folder.Path("file"), "");

        var (_, missing) = await LookAsync("--store", _folder.Path("nowhere"), "--write");
        var (exit, file) = await LookAsync("--store", _folder.Path("file"));

        Assert.Equal(CheckState.Warn, Of(missing, _folder.Path("nowhere")).State);
        Assert.False(Directory.Exists(_folder.Path("nowhere")));
        Assert.Equal((ExitCode.Failed, CheckState.Bad), (exit, Of(file, _folder.Path("file")).State));
    }

    [Fact]
    public async Task A_hub_that_does_not_answer_is_bad_and_one_without_workers_is_said()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var free = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await using var hub = await VividMed.TaskHub.TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") }, TestContext.Current.CancellationToken);

        var (exit, silent) = await LookAsync("--hub", $"http://localhost:{free}");
        var (_, idle) = await LookAsync("--hub", hub.Address.ToString());

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("does not answer", silent.Single(static line => line.Part == "hub").Found, StringComparison.Ordinal);
        Assert.Contains("vividmed worker", idle.Single(static line => line is { Part: "hub", State: CheckState.Warn }).Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_are_told_and_the_rest_is_looked_at()
    {
        await File.WriteAllTextAsync(_folder.Path("local.settings.json"), "{ \"Values\": { \"Hubb\": \"x\" } }", TestContext.Current.CancellationToken);

        var told = await VividmedProcess.RunAsync(_folder.Root, [], "doctor", "--output", "json");

        var lines = Lines(told.Output);
        Assert.Equal(ExitCode.Failed, told.Exit);
        Assert.Contains("did you mean 'Hub'?", Bad(lines, "local.settings.json").Found, StringComparison.Ordinal);
        Assert.Contains(lines, static line => line is { Name: "phantom-dino-mini", State: CheckState.Ok });
    }

    [Fact]
    public async Task For_people_each_thing_is_a_line_and_its_cure_the_next()
    {
        var told = await Captured.RunAsync("doctor", "--models", _folder.Path("nowhere"));

        Assert.Matches(@"(?m)^  bad   folder: .*there is no such folder\n        cure: name the folder", told.Output);
        Assert.Contains("1 bad", told.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_000, CheckState.Bad)]
    [InlineData(2_000_000_000, CheckState.Warn)]
    [InlineData(16_000_000_000, CheckState.Ok)]
    public void Memory_that_is_short_is_said(long bytes, object state)
    {
        var line = SpaceCheck.Memory(bytes);

        Assert.Equal(state, line.State);
        Assert.Equal(line.State == CheckState.Ok, line.Cure is null);
    }

    private static async Task<(int Exit, IReadOnlyList<CheckLine> Lines)> LookAsync(params string[] words)
    {
        var told = await Captured.RunAsync(["doctor", "--output", "json", .. words]);
        return (told.Exit, Lines(told.Output));
    }

    private static List<CheckLine> Lines(string json) => JsonSerializer.Deserialize<List<CheckLine>>(json, JsonOutput.Format)!;

    private static CheckLine Of(IEnumerable<CheckLine> lines, string name) => lines.Single(line => line.Name == name);

    private static CheckLine Bad(IEnumerable<CheckLine> lines, string name) => lines.Single(line => line.Name == name && line.State == CheckState.Bad);
}
