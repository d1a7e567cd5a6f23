using VividMed.Reports.Language;
using VividMed.Reports.Wordings;

namespace VividMed.Reports.Assertions;

/// <summary>
/// What belongs to a patient's history by its nature: habits, whatever is said of them, and standing conditions that a clinical note lists
/// without a sentence around them. Notes only: an image that shows emphysema shows it now.
/// </summary>
internal sealed class SocialHistory
{
    private readonly PhraseTrie<bool> _habits = new();
    private readonly PhraseTrie<bool> _standing = new();
    private readonly PhraseTrie<bool> _owners = new();

    public SocialHistory(LanguageFile language, Lexicon lexicon)
    {
        foreach (var name in language.Habits) lexicon.Add(_habits, WordingPattern.Parts(name, language.Words), true);
        foreach (var name in language.Standing) lexicon.Add(_standing, WordingPattern.Parts(name, language.Words), true);
        foreach (var owner in language.Owners) lexicon.Add(_owners, owner, true);
    }

    /// <summary>
    /// Whether tokens[first..end] of a sentence name a habit, or a standing condition as an entry of a list or as somebody's own.
    /// </summary>
    public bool Holds(ReadOnlySpan<Token> tokens, int first, int end)
    {
        for (var at = first; at < end; at++)
        {
            if (_habits.Match(tokens, at, out _) is > 0 and var length && at + length <= end) return true;
        }

        if (_standing.Match(tokens, first, out _) != end - first) return false;
        var owned = first > 0 && _owners.Match(tokens, first - 1, out _) > 0;
        return owned || (Opens(tokens, first) && Ends(tokens, end));
    }

    private static bool Opens(ReadOnlySpan<Token> tokens, int first) =>
        first == 0 || tokens[first - 1].Kind is not (TokenKind.Word or TokenKind.Comma);

    private static bool Ends(ReadOnlySpan<Token> tokens, int end) =>
        end >= tokens.Length || tokens[end].Kind is not (TokenKind.Word or TokenKind.Number);
}
