using System.Globalization;

namespace VividMed.Dashboard.Datasets;

/// <summary>How a version is handed over: the page does not do it, for what comes out has to lie where a trainer is.</summary>
/// <param name="Families">The words that <c>vividmed shards export --to</c> takes, in the order in which they are offered.</param>
public sealed record ExportOffer(IReadOnlyList<string> Families)
{
    /// <summary>The command, as a shell takes it, whatever the address holds.</summary>
    public static string Command(string family, string store, int version) => string.Create(
        CultureInfo.InvariantCulture, $"vividmed shards export --to {family} --shards {Word(store)} --version {version} --out {family}-v{version}");

    private static string Word(string text) =>
        text.Length > 0 && text[0] != '~' && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || "/._-:~@%+,".Contains(letter, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
