using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.Calls;

/// <summary>What is wrong with a call, in the words of whoever gave it: which word, what was expected, and what was probably meant.</summary>
internal static partial class CallFaults
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var strays = Strays(parsed).ToList();
        foreach (var stray in strays) yield return stray;
        foreach (var error in parsed.Errors.Select(error => InOwnWords(parsed, error.Message.ReplaceLineEndings(" "))))
        {
            // Whoever mistyped a command or option has said it, and nothing more was asked of him yet.
            if (error is not null && (strays.Count == 0 || !IsMissing(error))) yield return error;
        }
    }

    /// <summary>Whether help is asked for a command that there is not: the parser would show its parent's, as if nothing were wrong.</summary>
    public static bool IsHelpForNothing(ParseResult parsed) => parsed.Action is HelpWithExamples && parsed.CommandResult.Command.Subcommands.Count > 0
        && parsed.UnmatchedTokens.Any(static word => !word.StartsWith('-'));

    /// <summary>A command as it is called, such as vividmed runs list.</summary>
    public static string PathOf(CommandResult command)
    {
        var names = new List<string>();
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult level) names.Insert(0, level.Command is RootCommand ? "vividmed" : level.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static IEnumerable<string> Strays(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        var afterOption = false;
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (word.StartsWith("--", StringComparison.Ordinal) || (word.Length == 2 && word[0] == '-'))
            {
                afterOption = true;
                var name = word.Split('=', ':')[0];
                yield return $"'{word}' is no option of '{path}'{Guess.Told(name, Options(parsed).Select(static option => option.Name))}";
            }
            else if (command.Subcommands.Count > 0)
            {
                var guess = Guess.Told(word, Commands(command));
                yield return $"'{word}' is no command of '{path}'{(guess.Length > 0 ? guess : $"; it has {string.Join(", ", Commands(command))}")}";
                yield break;
            }
            else if (!afterOption) yield return $"'{word}' is one word too many for '{path}'";
        }
    }

    private static string? InOwnWords(ParseResult parsed, string message)
    {
        if (message.StartsWith("Unrecognized command or argument", StringComparison.Ordinal)) return null;
        if (RequiredOption().Match(message) is { Success: true } option) return $"{option.Groups["name"].Value} is missing{Meaning(parsed, option.Groups["name"].Value)}";
        if (MissingValue().Match(message) is { Success: true } value) return $"{value.Groups["name"].Value} needs a value{Meaning(parsed, value.Groups["name"].Value)}";
        if (message.StartsWith("Required command was not provided", StringComparison.Ordinal)) return $"'{PathOf(parsed.CommandResult)}' is missing a command; it has {string.Join(", ", Commands(parsed.CommandResult.Command))}";
        if (MissingArgument().Match(message) is not { Success: true } argument) return message;
        var name = argument.Groups["name"].Value;
        return $"'{PathOf(parsed.CommandResult)}' is missing <{name}>: {parsed.CommandResult.Command.Arguments.FirstOrDefault(known => known.Name == name)?.Description}";
    }

    private static bool IsMissing(string error) => error.Contains(" is missing", StringComparison.Ordinal);

    private static string Meaning(ParseResult parsed, string name) =>
        Options(parsed).FirstOrDefault(option => option.Name == name)?.Description is { } meaning ? ": " + meaning : "";

    private static IEnumerable<string> Commands(Command command) => command.Subcommands.Where(static sub => !sub.Hidden).Select(static sub => sub.Name);

    private static IEnumerable<Option> Options(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is not CommandResult level) continue;
            foreach (var option in level.Command.Options.Where(option => level == parsed.CommandResult || option.Recursive)) yield return option;
        }
    }

    [GeneratedRegex(@"^Option '(?<name>[^']+)' is required\.$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequiredOption();

    [GeneratedRegex(@"^Required argument '(?<name>[^']+)' missing for command", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingArgument();

    [GeneratedRegex(@"^Required argument missing for option: '(?<name>[^']+)'\.$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingValue();
}
