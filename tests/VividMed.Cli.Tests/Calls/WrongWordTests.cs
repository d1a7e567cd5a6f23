using System.CommandLine;
using VividMed.Cli.Tests.Images;

namespace VividMed.Cli.Tests.Calls;

/// <summary>A mistyped word is answered with what it was meant to be, wherever it stands.</summary>
[Collection(Captured.Console)]
public sealed class WrongWordTests
{
    [Theory]
    [InlineData("run", "rnu")]
    [InlineData("models", "model")]
    [InlineData("quarantine", "quaratine")]
    [InlineData("stats", "shards", "stat")]
    [InlineData("stats", "shards", "stat", "--help")]
    [InlineData("run", "rnu", "--help")]
    [InlineData("list", "runs", "lst", "-h")]
    [InlineData("make", "review", "study", "mak", "--help")]
    [InlineData("history", "runs", "hist")]
    [InlineData("--limit", "plan", "--dataset", "mimic-cxr", "--root", "r", "--limt", "5")]
    [InlineData("--allow-miniatures", "run", "--dataset", "mimic-cxr", "--root", "r", "--out", "o", "--allow-miniature")]
    [InlineData("--shards", "versions", "list", "--shard=s")]
    [InlineData("mimic-cxr", "plan", "--dataset", "mimic", "--root", "r")]
    [InlineData("json", "config", "show", "--output", "jsno")]
    [InlineData("coronal", "image", "render", "a", "--out", "b", "--montage", "coronl")]
    [InlineData("unsure", "report", "tag", "r", "--llm-scope", "unsur")]
    [InlineData("train", "plan", "--dataset", "mimic-cxr", "--root", "r", "--split", "tran")]
    [InlineData("coco", "shards", "export", "--to", "cocoo", "--shards", "s", "--out", "o")]
    [InlineData("bash", "completion", "bsh")]
    [InlineData("shards stats", "schema", "shards stat")]
    public async Task What_was_meant_is_asked_for(string meant, params string[] words)
    {
        var refused = await Captured.RunAsync(words);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains($"; did you mean '{meant}'?", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("shards", "nonsense")]
    [InlineData("runs", "nonsense")]
    [InlineData("shards", "nonsense", "--help")]
    [InlineData("nonsense", "--help")]
    [InlineData("review", "study", "nonsense", "-?")]
    public async Task A_word_that_is_no_command_is_a_wrong_call_also_where_help_is_asked_for(params string[] words)
    {
        var refused = await Captured.RunAsync(words);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains("'nonsense' is no command of 'vividmed", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("shards", "--help")]
    [InlineData("shards", "-h")]
    [InlineData("run", "--help")]
    [InlineData("run", "--dataset", "mimic-cxr", "--help")]
    [InlineData("runs", "show", "--help")]
    public async Task Help_needs_nothing_else(params string[] words)
    {
        var helped = await Captured.RunAsync(words);

        Assert.Equal((ExitCode.Ok, ""), (helped.Exit, helped.Errors));
        Assert.Contains("Usage:", helped.Output, StringComparison.Ordinal);
    }

    /// <summary>What the help says a command does without an option is what may be given for it.</summary>
    [Fact]
    public async Task A_default_is_shown_as_it_may_be_given()
    {
        foreach (var (path, command) in CommandTree.Verbs)
        {
            var help = (await Captured.RunAsync([.. path.Split(' '), "--help"])).Output.ReplaceLineEndings(" ");
            foreach (var option in command.Options.Where(static option => option.HasDefaultValue && option.ValueType.IsEnum))
            {
                var shown = option.GetDefaultValue()!.ToString()!;
                Assert.DoesNotMatch($@"\[default:\s+{shown}\]", help);
                Assert.Matches($@"\[default:\s+{shown.ToLowerInvariant()}\]", help);
            }
        }
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("plan", "--dataset", "mimic-cxr", "--root", "r", "--zzz")]
    public async Task Where_nothing_is_near_nothing_is_guessed(params string[] words) =>
        Assert.DoesNotContain("did you mean", (await Captured.RunAsync(words)).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_missing_is_named_with_what_it_is_for()
    {
        Assert.Contains("vividmed: --root is missing: The dataset's folder", (await Captured.RunAsync("plan", "--dataset", "mimic-cxr")).Errors, StringComparison.Ordinal);
        Assert.Contains("'vividmed image info' is missing <files>: ", (await Captured.RunAsync("image", "info")).Errors, StringComparison.Ordinal);
        Assert.Contains("'vividmed runs' is missing a command; it has list, show", (await Captured.RunAsync("runs")).Errors, StringComparison.Ordinal);
        Assert.Contains("--root needs a value", (await Captured.RunAsync("plan", "--dataset", "mimic-cxr", "--root")).Errors, StringComparison.Ordinal);
        Assert.Contains("see 'vividmed runs --help'", (await Captured.RunAsync("runs")).Errors, StringComparison.Ordinal);
    }

    /// <summary>Options whose values are words of a program's own: the parser's own message would name .NET's types.</summary>
    [Fact]
    public void No_option_tells_a_wrong_value_in_the_parsers_words()
    {
        foreach (var (path, command) in CommandTree.Verbs)
        {
            foreach (var option in command.Options.Where(static option => IsParsed(option.ValueType)))
            {
                var errors = CommandLine.Root().Parse([.. path.Split(' '), .. Needed(path, command, option), option.Name, "zz9"]).Errors.Select(static error => error.Message).ToList();

                Assert.True(errors.Exists(message => message.StartsWith(option.Name + " takes ", StringComparison.Ordinal) && message.Contains("'zz9'", StringComparison.Ordinal)), $"{path} {option.Name}: {string.Join(" | ", errors)}");
                Assert.DoesNotContain(errors, static message => message.Contains("System.", StringComparison.Ordinal) || message.Contains("VividMed.", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Where a command lacks what it cannot do without, nothing else is looked at.</summary>
    private static IEnumerable<string> Needed(string path, Command command, Option asked)
    {
        foreach (var option in command.Options.Where(option => option != asked && option.Name is "--shards" or "--out")) yield return $"{option.Name}=x";
        if (path is "ask" or "serve") yield return "x";
        if (path == "runs purge" && asked.Name != "--older-than") yield return "x";
        if (path == "quarantine replay") yield return "--all";
    }

    private static bool IsParsed(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
        return kind.IsEnum || (kind.IsPrimitive && kind != typeof(bool));
    }
}
