namespace VividMed.Reports.Language;

/// <summary>Cuts text into words, numbers and marks. Hyphens and slashes join words and are no tokens themselves.</summary>
internal sealed class Tokenizer(Vocabulary vocabulary)
{
    /// <summary>What is written out; nothing until it is set.</summary>
    public Abbreviations? Abbreviations { get; set; }

    /// <summary>The tokens of text[start..end], added to <paramref name="tokens"/>.</summary>
    public void Read(string text, int start, int end, List<Token> tokens, bool learn = false)
    {
        var (joined, from) = (false, tokens.Count);
        for (var at = start; at < end;)
        {
            var current = text[at];
            if (char.IsLetterOrDigit(current))
            {
                var stop = WordEnd(text, at, end);
                var id = vocabulary.Find(text.AsSpan(at, stop - at), learn, out var plural);
                tokens.Add(new Token(at, stop, id, char.IsAsciiDigit(current) ? TokenKind.Number : TokenKind.Word, plural, joined));
                joined = false;
                at = stop;
                continue;
            }

            if (current is '-' or '/' or '–') joined = true;
            else if (!char.IsWhiteSpace(current))
            {
                joined = false;
                var id = current is '>' or '<' ? vocabulary.Find(text.AsSpan(at, 1), learn, out _) : 0;
                tokens.Add(new Token(at, at + 1, id, Mark(current), Plural: false, Joined: false));
            }

            at++;
        }

        Abbreviations?.Expand(text, tokens, from);
    }

    private static int WordEnd(string text, int at, int end)
    {
        var stop = at + 1;
        while (stop < end && (char.IsLetterOrDigit(text[stop]) || Inside(text, stop, end))) stop++;
        return IsMeasure(text, at, stop) ? stop - 2 : stop;
    }

    /// <summary>"5mm" is a number and its unit.</summary>
    private static bool IsMeasure(string text, int at, int stop) =>
        stop - at > 2 && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[stop - 3]) && text[stop - 1] is 'm' or 'M' && text[stop - 2] is 'm' or 'c' or 'M' or 'C';

    private static bool Inside(string text, int at, int end) => at + 1 < end && text[at] switch
    {
        '\'' or '’' => char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]),
        '.' or ',' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
        _ => false,
    };

    private static TokenKind Mark(char mark) => mark switch
    {
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        ':' => TokenKind.Colon,
        '?' => TokenKind.Question,
        ')' => TokenKind.ClosingBracket,
        _ => TokenKind.Other,
    };
}

/// <summary>
/// A word, number or mark at text[Start..End]. Id is the vocabulary's number for its lemma, 0 for words that no rule knows. Plural: the
/// lemma is shorter than the word. Joined: a hyphen or slash ties it to the token before.
/// </summary>
internal readonly record struct Token(int Start, int End, int Id, TokenKind Kind, bool Plural, bool Joined);

/// <summary>What sort of characters a token is made of.</summary>
internal enum TokenKind
{
    Word,
    Number,
    Comma,
    Semicolon,
    Colon,
    Question,
    ClosingBracket,
    Other,
}
