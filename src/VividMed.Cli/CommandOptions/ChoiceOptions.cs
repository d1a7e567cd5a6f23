using System.CommandLine;
using System.CommandLine.Parsing;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options that take one of a few words; anything else is a wrong call, told with what the option takes.</summary>
internal static class ChoiceOptions
{
    /// <summary>The names of an enumeration in lower case.</summary>
    public static Option<T> Of<T>(string name, T value, string description)
        where T : struct, Enum
    {
        var words = WordsOf<T>();
        var option = new Option<T>(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name, words) ?? value,
        };
        return option.Suggesting(words);
    }

    /// <summary>The same without a default.</summary>
    public static Option<T?> Optional<T>(string name, string description)
        where T : struct, Enum
    {
        var words = WordsOf<T>();
        return new Option<T?>(name) { Description = description, CustomParser = result => Parse<T>(result, name, words) }.Suggesting(words);
    }

    /// <summary>Lets an option take some words only, written as they are here.</summary>
    public static Option<T> Accepting<T>(this Option<T> option, params IReadOnlyList<string> words)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal))) result.AddError(Refusal(option.Name, words, token.Value));
        });
        return option.Suggesting(words);
    }

    /// <summary>Why a word does not do.</summary>
    public static string Refusal(string option, IReadOnlyList<string> words, string word) =>
        $"{option} takes {string.Join(", ", words)}, not '{word}'{Guess.Told(word, words)}";

    /// <summary>Only these words are offered where a shell completes the option's value.</summary>
    private static Option<T> Suggesting<T>(this Option<T> option, IReadOnlyList<string> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name, string[] words)
        where T : struct, Enum
    {
        var word = result.Tokens[^1].Value;
        if (Array.IndexOf(words, word.ToLowerInvariant()) is >= 0 and var at) return Enum.GetValues<T>()[at];
        result.AddError(Refusal(name, words, word));
        return null;
    }

    private static string[] WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(static word => word.ToLowerInvariant())];
}
