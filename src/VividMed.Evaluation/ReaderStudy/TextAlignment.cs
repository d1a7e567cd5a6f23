using System.Text.RegularExpressions;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// What of one text is still in another, word by word in the longest common order (Wagner and Fischer, 1974), whatever case, blanks and
/// punctuation do. Of several such orders the one counts in which whole sentences come and go: "There is" is not taken from one and given
/// to the next. Where two texts have so little in common that looking would take long, the middle counts as rewritten.
/// </summary>
internal sealed partial class TextAlignment
{
    private const long MostCells = 4_000_000;

    private readonly TextWord[] _from;
    private readonly TextWord[] _into;
    private readonly int[] _kept; // of each word of the first text its place in the second, or -1

    public TextAlignment(string from, string into)
    {
        (_from, _into) = (WordsOf(from), WordsOf(into));
        _kept = new int[_from.Length];
        Array.Fill(_kept, -1);
        var (head, tail) = (0, 0);
        var shorter = Math.Min(_from.Length, _into.Length);
        while (head < shorter && _from[head].Equals(_into[head])) _kept[head] = head++;
        while (tail < shorter - head && _from[^(tail + 1)].Equals(_into[^(tail + 1)])) _kept[_from.Length - 1 - tail] = _into.Length - 1 - tail++;
        Match(head, _from.Length - tail, _into.Length - tail);
        var back = new int[_into.Length];
        Array.Fill(back, -1);
        for (var at = 0; at < _kept.Length; at++)
        {
            if (_kept[at] >= 0) back[_kept[at]] = at;
        }

        Slide(_from, _kept, back);
        Slide(_into, back, _kept);
    }

    /// <summary>The words of text[start..end] and those that stand in their place, both in lower case; of an empty span what was put there.</summary>
    public (IReadOnlyList<string> Words, IReadOnlyList<string> Now) Around(int start, int end)
    {
        var (first, last) = PlaceOf(start, end);
        IReadOnlyList<string> words = [.. _from[first..last].Select(static word => word.Text)];
        // Where all of it was kept, what happened beside it is none of its business.
        if (last > first && Array.TrueForAll(_kept[first..last], static place => place >= 0)) return (words, Now(_kept[first], _kept[last - 1] + 1));
        var before = first - 1;
        while (before >= 0 && _kept[before] < 0) before--;
        var after = last;
        while (after < _kept.Length && _kept[after] < 0) after++;
        return (words, Now(before < 0 ? 0 : _kept[before] + 1, after == _kept.Length ? _into.Length : _kept[after]));

        IReadOnlyList<string> Now(int from, int into) => [.. _into[from..into].Select(static word => word.Text)];
    }

    /// <summary>Runs of words that are gone, as places in the first text; a run ends where a word was kept.</summary>
    public IEnumerable<(int Start, int End)> Gone()
    {
        for (var at = 0; at < _kept.Length; at++)
        {
            if (_kept[at] >= 0) continue;
            var last = at;
            while (last + 1 < _kept.Length && _kept[last + 1] < 0) last++;
            yield return (_from[at].Start, _from[last].End);
            at = last;
        }
    }

    /// <summary>The words of a text, in lower case.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. WordsOf(text).Select(static word => word.Text)];

    /// <summary>The words of text that text[start..end] touches.</summary>
    public static IReadOnlyList<string> Words(string text, int start, int end) =>
        [.. WordsOf(text).Where(word => word.Start < end && word.End > start).Select(static word => word.Text)];

    /// <summary>Runs that are in one text alone, moved to where a sentence begins if equal words let them.</summary>
    /// <param name="own">Of each word of the text its place in the other, or -1.</param>
    /// <param name="other">The same of the other text.</param>
    private static void Slide(TextWord[] words, int[] own, int[] other)
    {
        for (var start = 0; start < own.Length; start++)
        {
            if (own[start] >= 0) continue;
            var end = start + 1;
            while (end < own.Length && own[end] < 0) end++;
            var (left, right) = (0, 0); // how far it can go
            while (start - left > 0 && own[start - left - 1] >= 0 && words[start - left - 1].Equals(words[end - left - 1])) left++;
            while (end + right < own.Length && own[end + right] >= 0 && words[start + right].Equals(words[end + right])) right++;
            var by = Enumerable.Range(-left, left + right + 1)
                .OrderBy(Math.Abs)
                .FirstOrDefault(step => words[step > 0 ? start + step : FirstOf(start + step)].Opens);
            for (var step = 0; step > by; step--) Move(start + step - 1, end + step - 1);
            for (var step = 0; step < by; step++) Move(end + step, start + step);
            start = end + Math.Max(0, by) - 1;
        }

        // Beside another run both are one.
        int FirstOf(int at)
        {
            while (at > 0 && own[at - 1] < 0) at--;
            return at;
        }

        void Move(int from, int into)
        {
            (own[into], own[from]) = (own[from], -1);
            other[own[into]] = into;
        }
    }

    private (int First, int Last) PlaceOf(int start, int end)
    {
        var first = Array.FindIndex(_from, word => word.End > start);
        if (first < 0) first = _from.Length;
        var last = first;
        while (last < _from.Length && _from[last].Start < end) last++;
        return (first, last);
    }

    private void Match(int head, int fromEnd, int intoEnd)
    {
        var (rows, columns) = (fromEnd - head, intoEnd - head);
        if (rows == 0 || columns == 0 || (long)rows * columns > MostCells) return;
        var common = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                common[i, j] = _from[head + i].Equals(_into[head + j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (_from[head + i].Equals(_into[head + j])) _kept[head + i++] = head + j++;
            else if (common[i + 1, j] >= common[i, j + 1]) i++;
            else j++;
        }
    }

    private static TextWord[] WordsOf(string text)
    {
        var words = new List<TextWord>();
        var before = 0;
        foreach (Match word in Word().Matches(text))
        {
            var opens = word.Index == 0 || text.AsSpan(before, word.Index - before).IndexOfAny(".!?:\n") >= 0;
            words.Add(new TextWord(word.Index, word.Index + word.Length, word.Value.ToLowerInvariant(), opens));
            before = word.Index + word.Length;
        }

        return [.. words];
    }

    [GeneratedRegex(@"\p{L}+|\d+([.,]\d+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <param name="Opens">Whether a sentence begins with it.</param>
    private readonly record struct TextWord(int Start, int End, string Text, bool Opens)
    {
        public bool Equals(TextWord other) => Text == other.Text;

        public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
    }
}
