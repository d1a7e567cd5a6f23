using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>An answer as text, without white space around it, and the phrases that it encloses.</summary>
internal sealed record DecodedText(string Text, IReadOnlyList<DecodedPhrase> Phrases)
{
    public static DecodedText From(Vocabulary vocabulary, IReadOnlyList<int> answer)
    {
        var whole = vocabulary.Decode(answer);
        var (text, leading) = (whole.Trim(), whole.Length - whole.TrimStart().Length);
        var phrases = new List<DecodedPhrase>();
        for (var end = 0; end < answer.Count; end++)
        {
            if (answer[end] != Vocabulary.PhraseEnd) continue;
            var first = end;
            while (first > 0 && answer[first - 1] != Vocabulary.PhraseBegin) first--;
            var (from, to) = (Length(first), Length(end));
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            if (to > from) phrases.Add(new DecodedPhrase(from, to, first, end));
        }

        return new DecodedText(text, phrases);

        int Length(int tokens) => Math.Clamp(vocabulary.Decode(answer.Take(tokens)).Length - leading, 0, text.Length);
    }
}

/// <summary>
/// A phrase of a decoded text: text[Start..End] in UTF-16 code units, its first word and its closing sign among the answer's tokens.
/// </summary>
internal sealed record DecodedPhrase(int Start, int End, int FirstToken, int ClosingToken);
