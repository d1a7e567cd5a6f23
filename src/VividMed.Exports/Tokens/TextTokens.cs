namespace VividMed.Exports.Tokens;

/// <summary>
/// How many tokens a text takes at most, without any model's vocabulary: a digit or a sign one each, a word one for every three letters,
/// other characters one for every byte of their UTF-8. Vocabularies of today's models do better on all of them.
/// </summary>
public static class TextTokens
{
    private const int LettersPerToken = 3;

    public static int Estimate(string text)
    {
        var (tokens, letters) = (0, 0);
        foreach (var character in text)
        {
            if (char.IsAsciiLetter(character))
            {
                if (letters++ % LettersPerToken == 0) tokens++;
                continue;
            }

            letters = 0;
            // A space goes into the token of the word behind it.
            if (character != ' ') tokens += character < 0x80 ? 1 : character < 0x800 || char.IsSurrogate(character) ? 2 : 3;
        }

        return tokens;
    }
}
