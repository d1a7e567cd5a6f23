using System.CommandLine;
using VividMed.Cli.Calls;

namespace VividMed.Cli.Tests.Calls;

/// <summary>Each command shows what it looks like when it is given, and what is shown can be given.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public void Every_command_has_one_and_none_is_of_a_command_that_is_not_there()
    {
        Assert.Equal(CommandTree.All.Select(static one => one.Path).Order(StringComparer.Ordinal), Examples.Paths.Order(StringComparer.Ordinal));
        Assert.All(CommandTree.All, static one => Assert.NotEmpty(Examples.Of(one.Path)));
    }

    [Fact]
    public void Each_is_a_right_call_of_its_command()
    {
        foreach (var (path, _) in CommandTree.All)
        {
            foreach (var example in Examples.Of(path))
            {
                var call = example.Split(" > ")[0]["vividmed".Length..];
                var parsed = CommandLine.Root().Parse(call);

                Assert.True(parsed.Errors.Count == 0, $"{call}: {string.Join(" ", parsed.Errors.Select(static error => error.Message))}");
                Assert.StartsWith(("vividmed " + path).TrimEnd(), CallFaults.PathOf(parsed.CommandResult), StringComparison.Ordinal);
                Assert.True(example.Length <= 140, example);
            }
        }
    }

    [Theory]
    [InlineData]
    [InlineData("runs")]
    [InlineData("shards", "stats")]
    public void Help_shows_them_below(params string[] words)
    {
        var written = new StringWriter();

        Assert.Equal(0, CommandLine.Root().Parse([.. words, "--help"]).Invoke(new InvocationConfiguration { Output = written }));

        Assert.All(Examples.Of(string.Join(' ', words)), example => Assert.Contains("  " + example, written.ToString(), StringComparison.Ordinal));
        Assert.Contains("Usage:", written.ToString(), StringComparison.Ordinal);
    }
}
