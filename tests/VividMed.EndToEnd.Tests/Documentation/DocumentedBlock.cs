using System.Text.RegularExpressions;

namespace VividMed.EndToEnd.Tests.Documentation;

/// <summary>
/// A fenced block of a page. A comment above it says what is special: <c>not run: REASON</c>, <c>example: NAME</c> (run by a test of its own), or
/// <c>output</c>: what the commands before it print.
/// </summary>
internal sealed partial record DocumentedBlock(int Line, string Language, string Text, string? Mark)
{
    private const string NotRun = "not run:";

    /// <summary>Shell commands, in whatever way they are marked.</summary>
    public bool IsShell => Language is "sh" or "bash";

    /// <summary>Why nobody can run them here; null where they can.</summary>
    public string? Reason => Mark is { } mark && mark.StartsWith(NotRun, StringComparison.Ordinal) ? mark[NotRun.Length..].Trim() : null;

    public bool HasTestOfItsOwn => Mark?.StartsWith("example:", StringComparison.Ordinal) == true;

    public bool IsOutput => Mark == "output";

    public static IReadOnlyList<DocumentedBlock> Of(string page) =>
    [
        .. Fences().Matches(page).Select(match => new DocumentedBlock(
            1 + page[..match.Index].Count(static sign => sign == '\n'), match.Groups["language"].Value, match.Groups["text"].Value,
            match.Groups["mark"].Success ? match.Groups["mark"].Value.Trim() : null)),
    ];

    [GeneratedRegex(@"^(<!--(?<mark>[^>]*)-->\s*\n)?```(?<language>[a-z]*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fences();
}
