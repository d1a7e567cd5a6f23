using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace VividMed.Cli.Calls;

/// <summary>The parser's own help, and below it what a command looks like when it is given.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Program = "vividmed";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exit = help.Invoke(parseResult);
        var path = CallFaults.PathOf(parseResult.CommandResult);
        var calls = Examples.Of(path == Program ? "" : path[(Program.Length + 1)..]);
        if (calls.Count == 0) return exit;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(calls.Count == 1 ? "Example:" : "Examples:");
        foreach (var call in calls) output.WriteLine("  " + call);
        output.WriteLine();
        return exit;
    }
}
