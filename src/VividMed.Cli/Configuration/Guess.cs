namespace VividMed.Cli.Configuration;

/// <summary>What a mistyped word was meant to be, where one of those that are known is near enough.</summary>
internal static class Guess
{
    private const int ShortestBeginning = 3;

    /// <summary>The nearest word, or null where none is near: a wrong guess is worse than none.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(candidate => (Word: candidate, Edits: Edits.Between(candidate, word)))
            .OrderBy(candidate => Begins(candidate.Word, word) ? 0 : 1)
            .ThenBy(static candidate => candidate.Edits)
            .FirstOrDefault();
        return nearest.Word is not null && (Begins(nearest.Word, word) || nearest.Edits <= Math.Clamp(word.Length / 3, 1, 3) || (nearest.Edits == 2 && HasSameLetters(nearest.Word, word)))
            ? nearest.Word
            : null;
    }

    /// <summary>As the end of a sentence; empty where nothing is near.</summary>
    public static string Told(string word, IEnumerable<string> known) => Of(word, known) is { } meant ? $"; did you mean '{meant}'?" : "";

    /// <summary>A beginning of a word is that word, not one of the same length that differs in a few letters.</summary>
    private static bool Begins(string known, string word) =>
        word.Trim('-').Length >= ShortestBeginning && known.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Two letters in the wrong order.</summary>
    private static bool HasSameLetters(string known, string word) =>
        known.ToLowerInvariant().Order().SequenceEqual(word.ToLowerInvariant().Order());
}
