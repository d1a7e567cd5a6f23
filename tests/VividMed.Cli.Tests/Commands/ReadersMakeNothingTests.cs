using VividMed.Cli.Tests.Calls;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>A command that reads makes nothing where there is nothing, and says what it was to be given.</summary>
[Collection(Captured.Console)]
public sealed class ReadersMakeNothingTests : IDisposable
{
    private const string Missing = "MISSING";

    /// <summary>Each with the words that name what is missing, and what its line says that helps.</summary>
    private static readonly Dictionary<string, (string Words, string Cure)> Readers = new(StringComparer.Ordinal)
    {
        ["ask"] = ("--model MISSING --image i.png --see x", "OUT/models/RUN"),
        ["dashboard"] = ("MISSING --port 0", "pass the output folder of a run"),
        ["evaluate grounding"] = ("--shards MISSING --truth t.json", "--shards"),
        ["evaluate model"] = ("--model MISSING --shards s", "OUT/models/RUN"),
        ["evaluate reports"] = ("--gold MISSING", "--gold"),
        ["image census"] = ("MISSING", "there is no such"),
        ["image info"] = ("MISSING", "there is no such"),
        ["image render"] = ("MISSING --out o.png", "there is no such"),
        ["models check"] = ("--models MISSING", "--models"),
        ["models evaluate"] = ("m --models MISSING", "--models"),
        ["models export"] = ("--model MISSING --out o", "OUT/models/RUN"),
        ["models list"] = ("--models MISSING", "--models"),
        ["models new"] = ("MISSING/m.onnx", "there is no such"),
        ["models try"] = ("m i.png --models MISSING", "--models"),
        ["plan"] = ("--dataset mimic-cxr --root MISSING", "--root"),
        ["quarantine list"] = ("--shards MISSING", "--shards"),
        ["quarantine show"] = ("s --shards MISSING", "--shards"),
        ["report generate"] = ("--model MISSING --image i.png", "OUT/models/RUN"),
        ["report tag"] = ("MISSING", "there is no such"),
        ["review approve"] = ("r --state MISSING", "pass the output folder of a run"),
        ["review export"] = ("--shards MISSING", "--shards"),
        ["review import"] = ("a.json --sheet s.json --reviewer r --shards MISSING", "--shards"),
        ["review report"] = ("--shards MISSING", "--shards"),
        ["review sample"] = ("--shards MISSING --out sheet.json", "--shards"),
        ["review simulate"] = ("--sheet s.json --truth t --out a.json --shards MISSING", "--shards"),
        ["review study analyze"] = ("MISSING a.json", "review study make"),
        ["review study make"] = ("--shards MISSING --out study", "--shards"),
        ["review study simulate"] = ("MISSING --out answers", "review study make"),
        ["runs cancel"] = ("r --state MISSING", "pass the output folder of a run"),
        ["runs history"] = ("r --state MISSING", "pass the output folder of a run"),
        ["runs list"] = ("--state MISSING", "pass the output folder of a run"),
        ["runs pause"] = ("r --state MISSING", "pass the output folder of a run"),
        ["runs purge"] = ("r --state MISSING", "pass the output folder of a run"),
        ["runs resume"] = ("r --state MISSING", "pass the output folder of a run"),
        ["runs show"] = ("r --state MISSING", "pass the output folder of a run"),
        ["shards diff"] = ("1 2 --shards MISSING", "--shards"),
        ["shards export"] = ("--to coco --out e --shards MISSING", "--shards"),
        ["shards gc"] = ("--shards MISSING", "--shards"),
        ["shards quality"] = ("--out q.html --shards MISSING", "--shards"),
        ["shards repack"] = ("--shards MISSING", "--shards"),
        ["shards show"] = ("--shards MISSING", "--shards"),
        ["shards stats"] = ("--shards MISSING", "--shards"),
        ["shards verify"] = ("--shards MISSING", "--shards"),
        ["train"] = ("--shards MISSING --out m", "--shards"),
        ["versions list"] = ("--shards MISSING", "--shards"),
        ["versions show"] = ("1 --shards MISSING", "--shards"),
    };

    /// <summary>Commands that begin something of their own, or read nothing that could be missing.</summary>
    private static readonly string[] Others =
        ["completion", "config show", "demo", "doctor", "experiment ablation", "experiment cross-modality", "experiment grounding", "experiment open-set", "experiment quality", "experiment rare", "hub", "models build", "phantom", "quarantine replay", "run", "schema", "serve", "worker"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Paths => [.. Readers.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_is_known_as_a_reader_or_as_one_that_begins_something() =>
        Assert.Equal(CommandTree.Verbs.Select(static one => one.Path).Order(StringComparer.Ordinal), Readers.Keys.Concat(Others).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_is_missing_is_named_with_what_helps_and_not_made(string path)
    {
        var (words, cure) = Readers[path];
        var missing = _folder.Path("missing");
        var here = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());

        var failed = await Captured.RunAsync([.. path.Split(' '), .. words.Split(' ').Select(word => word.Replace(Missing, missing, StringComparison.Ordinal))]);

        Assert.Equal((ExitCode.Failed, ""), (failed.Exit, failed.Output));
        var line = Assert.Single(failed.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
        Assert.Contains(missing, line, StringComparison.Ordinal);
        Assert.Contains(cure, line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
        Assert.Equal(here, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }
}
