using System.Runtime.InteropServices;

namespace VividMed.Reports.Language;

/// <summary>
/// Puts the words of an abbreviation in its place: "RLL" reads as "right lower lobe", each word with the span of the abbreviation.
/// </summary>
/// <param name="anyCase">Meanings of abbreviations in any case.</param>
/// <param name="capitals">Meanings of single letters, by the letter as it is written.</param>
internal sealed class Abbreviations(PhraseTrie<Token[]> anyCase, IReadOnlyDictionary<char, Token[]> capitals)
{
    /// <summary>Writes out what tokens[from..] abbreviate.</summary>
    public void Expand(string text, List<Token> tokens, int from)
    {
        for (var at = from; at < tokens.Count; at++)
        {
            var length = anyCase.Match(CollectionsMarshal.AsSpan(tokens), at, out var meanings);
            var meaning = length > 0 ? meanings[0] : Letter(text, tokens, at);
            if (meaning is null) continue;
            at += Replace(tokens, at, Math.Max(1, length), meaning) - 1;
        }
    }

    private static int Replace(List<Token> tokens, int at, int length, Token[] meaning)
    {
        var (first, last) = (tokens[at], tokens[at + length - 1]);
        tokens.RemoveRange(at, length);
        tokens.InsertRange(at, meaning.Select((word, i) => word with
        {
            Start = first.Start,
            End = last.End,
            Plural = word.Plural || (i == meaning.Length - 1 && last.Plural),
            Joined = i == 0 && first.Joined,
        }));
        return meaning.Length;
    }

    /// <summary>"R effusion", "R-sided": a letter that stands alone, not "T/L spine" and not "L-spine".</summary>
    private Token[]? Letter(string text, List<Token> tokens, int at)
    {
        var token = tokens[at];
        if (token.End - token.Start != 1 || token.Joined || !capitals.TryGetValue(text[token.Start], out var meaning)) return null;
        var tied = at + 1 < tokens.Count && tokens[at + 1].Joined && !text.AsSpan(tokens[at + 1].Start).StartsWith("side", StringComparison.OrdinalIgnoreCase);
        return tied ? null : meaning;
    }
}
