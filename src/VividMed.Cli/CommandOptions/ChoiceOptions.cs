using System.CommandLine;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options that take one of a few words.</summary>
internal static class ChoiceOptions
{
    /// <summary>The names of an enumeration in lower case; anything else is a wrong call, told with what the option takes.</summary>
    public static Option<T> Of<T>(string name, T value, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(static word => word.ToLowerInvariant()).ToArray();
        return new Option<T>(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                var word = result.Tokens[^1].Value;
                if (Array.IndexOf(words, word.ToLowerInvariant()) is >= 0 and var at) return Enum.GetValues<T>()[at];
                result.AddError($"{name} takes {string.Join(", ", words)}, not '{word}'");
                return value;
            },
        };
    }
}
