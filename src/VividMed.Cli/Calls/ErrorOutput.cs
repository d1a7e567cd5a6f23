using System.CommandLine;
using VividMed.Cli.Output;

namespace VividMed.Cli.Calls;

/// <summary>Failures on stderr: a line that begins with the program's name, or one JSON object where the caller asked for JSON.</summary>
internal static class ErrorOutput
{
    public static void Write(bool asJson, ErrorReport error) =>
        Console.Error.WriteLine(asJson ? JsonOutput.Line(error) : "vividmed: " + error.Message);

    /// <summary>The same for one thing of several, while the others go on.</summary>
    public static void Write(ParseResult parsed, string code, string message, int exit) =>
        Write(IsJson(parsed), new ErrorReport(code, message, CallFaults.PathOf(parsed.CommandResult), exit));

    /// <summary>Whether a command was asked for JSON.</summary>
    public static bool IsJson(ParseResult parsed)
    {
        var option = parsed.CommandResult.Command.Options.OfType<Option<OutputFormat>>().FirstOrDefault();
        return option is not null && parsed.GetResult(option) is { Implicit: false } && IsJson([.. parsed.Tokens.Select(static token => token.Value)]);
    }

    /// <summary>The same of words that may not be a right call.</summary>
    public static bool IsJson(IReadOnlyList<string> words) => words.Any(static word => word is "--output=json" or "--output:json")
        || words.Zip(words.Skip(1)).Any(static pair => pair is { First: "--output", Second: "json" or "JSON" or "Json" });
}

/// <summary>A failure for scripts.</summary>
/// <param name="Code">A stable word, such as <c>wrong-call</c>, <c>folder-missing</c> or a reason code.</param>
/// <param name="Message">The line that people read: the cause and what helps.</param>
/// <param name="Command">Which command failed.</param>
/// <param name="Exit">The exit code that the process ends with.</param>
internal sealed record ErrorReport(string Code, string Message, string Command, int Exit);
