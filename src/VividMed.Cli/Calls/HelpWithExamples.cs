using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace VividMed.Cli.Calls;

/// <summary>The parser's own help, and below it what a command looks like when it is given.</summary>
internal sealed partial class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Program = "vividmed";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var exit = WithDefaultsAsGiven(parseResult, output);
        var path = CallFaults.PathOf(parseResult.CommandResult);
        var calls = Examples.Of(path == Program ? "" : path[(Program.Length + 1)..]);
        if (calls.Count == 0) return exit;
        output.WriteLine(calls.Count == 1 ? "Example:" : "Examples:");
        foreach (var call in calls) output.WriteLine("  " + call);
        output.WriteLine();
        return exit;
    }

    /// <summary>
    /// The parser writes a default as .NET names it. A word of an option is replaced by the one that may be given, which is as long: lines
    /// break where they did.
    /// </summary>
    private int WithDefaultsAsGiven(ParseResult parsed, TextWriter output)
    {
        using var written = new StringWriter { NewLine = output.NewLine };
        parsed.InvocationConfiguration.Output = written;
        var exit = help.Invoke(parsed);
        parsed.InvocationConfiguration.Output = output;
        var words = parsed.CommandResult.Command.Options.Where(static option => option.ValueType.IsEnum && option.HasDefaultValue)
            .Select(static option => option.GetDefaultValue()?.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        output.Write(Default().Replace(written.ToString(), shown => words.Contains(shown.Groups["word"].Value) ? shown.Value.ToLowerInvariant() : shown.Value));
        return exit;
    }

    [GeneratedRegex(@"\[default:\s+(?<word>\w+)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();
}
