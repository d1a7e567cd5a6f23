using System.CommandLine;
using System.Text.Json.Nodes;
using VividMed.Cli.Commands;
using VividMed.Cli.Output;
using VividMed.Cli.Tests.Calls;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>
/// Everything that is written as JSON has a schema, and what is written fits it. The copies in docs/reference/schemas change only on purpose:
/// set VIVIDMED_WRITE_SCHEMA to write them anew.
/// </summary>
[Collection(Captured.Console)]
public sealed class SchemaTests(WrittenVersion written) : IClassFixture<WrittenVersion>
{
    private static readonly string Folder = Repository.Path("docs", "reference", "schemas");

    public static TheoryData<string> Names => [.. OutputSchemas.Names];

    [Fact]
    public void Every_command_that_takes_output_json_has_one() =>
        Assert.Equal(
            CommandTree.Verbs.Where(static one => one.Command.Options.OfType<Option<OutputFormat>>().Any())
                .Select(static one => one.Path.StartsWith("experiment ", StringComparison.Ordinal) ? "experiment" : one.Path).Distinct().Append(OutputSchemas.Error).Order(StringComparer.Ordinal),
            OutputSchemas.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_published_copy_is_what_is_written(string name)
    {
        var file = Path.Combine(Folder, name.Replace(' ', '-') + ".json");
        var schema = OutputSchemas.Of(name) + "\n";
        if (Environment.GetEnvironmentVariable("VIVIDMED_WRITE_SCHEMA") is { Length: > 0 })
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, schema);
        }

        Assert.Equal(File.ReadAllText(file), schema);
    }

    [Fact]
    public void No_copy_is_of_something_that_is_not_written_any_more() =>
        Assert.Equal(
            OutputSchemas.Names.Select(static name => name.Replace(' ', '-')).Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("config show", "")]
    [InlineData("doctor", "")]
    [InlineData("image census", "DATA/mimic-cxr")]
    [InlineData("image info", "DATA/mimic-cxr/files")]
    [InlineData("image info", "DATA/mimic-cxr/files --header-only")]
    [InlineData("image info", "DATA/ct-rate")]
    [InlineData("image info", "DATA/ct-rate --header-only")]
    [InlineData("models list", "")]
    [InlineData("models check", "phantom-dino-mini --placement --provider cpu")]
    [InlineData("plan", "--dataset mimic-cxr --root DATA/mimic-cxr")]
    [InlineData("plan", "--dataset ct-rate --root DATA/ct-rate --windows")]
    [InlineData("evaluate grounding", "--shards OUT --truth DATA")]
    [InlineData("evaluate reports", "--gold DATA/gold.jsonl --resamples 10")]
    [InlineData("quarantine list", "--shards OUT")]
    [InlineData("report tag", "REPORT")]
    [InlineData("review report", "--shards OUT")]
    [InlineData("runs list", "--state OUT")]
    [InlineData("runs show", "one --state OUT")]
    [InlineData("runs history", "one --all --state OUT")]
    [InlineData("shards diff", "1 1 --shards OUT")]
    [InlineData("shards export", "--to coco --out EXPORT --shards OUT")]
    [InlineData("shards gc", "--dry-run --shards OUT")]
    [InlineData("shards stats", "--shards OUT")]
    [InlineData("shards verify", "--shards OUT")]
    [InlineData("versions list", "--shards OUT")]
    [InlineData("versions show", "--shards OUT")]
    public async Task What_is_written_fits_its_schema(string name, string words)
    {
        var said = await Captured.RunAsync([.. name.Split(' '), .. written.Words(words), "--output", "json"]);

        Assert.True(said.Exit == ExitCode.Ok, said.Errors);
        AssertFits(name, said);
    }

    [Fact]
    public void What_a_run_wrote_fits_its_schema() => AssertFits("run", written.Run);

    [Theory]
    [InlineData("shards", "stats", "--shards", "/no/such/store")]
    [InlineData("plan")]
    public async Task A_failure_fits_its_schema(params string[] words)
    {
        var failed = await Captured.RunAsync([.. words, "--output", "json"]);

        AssertFits(OutputSchemas.Error, failed with { Output = failed.Errors }, isLines: true);
    }

    [Fact]
    public async Task The_program_prints_what_is_published_and_lists_the_names()
    {
        Assert.Equal(OutputSchemas.Names, (await Captured.RunAsync("schema")).Lines);
        Assert.Equal(OutputSchemas.Of("shards stats") + "\n", (await Captured.RunAsync("schema", "shards stats")).Output);
    }

    private static void AssertFits(string name, Captured said, bool isLines = false)
    {
        var schema = OutputSchemas.Node(name);
        var match = new SchemaMatch(schema);
        var values = isLines || schema["description"] is not null ? said.Lines : [said.Output];
        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Empty(match.Faults(JsonNode.Parse(value))));
    }
}

/// <summary>A version of a few phantoms, written once for all tests of the class.</summary>
public sealed class WrittenVersion : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal Captured Run { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync()
    {
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("phantom", "--out", _folder.Path("data"), "--cxr", "4", "--ct", "1")).Exit);
        Run = await Captured.RunAsync(
            "run", "--dataset", "mimic-cxr", "--root", _folder.Path("data", "mimic-cxr"), "--out", _folder.Path("out"), "--run", "one", "--output", "json");
        Assert.True(Run.Exit == ExitCode.Ok, Run.Errors);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal IEnumerable<string> Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word
        .Replace("DATA", _folder.Path("data"), StringComparison.Ordinal)
        .Replace("OUT", _folder.Path("out"), StringComparison.Ordinal)
        .Replace("EXPORT", _folder.Path("export"), StringComparison.Ordinal)
        .Replace("REPORT", Directory.GetFiles(_folder.Path("data", "mimic-cxr"), "s*.txt", SearchOption.AllDirectories).FirstOrDefault() ?? "", StringComparison.Ordinal));
}
