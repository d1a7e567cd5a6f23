using System.Text;
using System.Text.RegularExpressions;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>A text with left and right exchanged, and where its places have gone.</summary>
internal sealed partial class MirroredText
{
    private readonly List<(int At, int Shift)> _shifts = [(0, 0)];

    private MirroredText(string text)
    {
        var (said, at) = (new StringBuilder(), 0);
        foreach (Match word in Exchanged().Matches(text))
        {
            said.Append(text, at, word.Index - at).Append(Other(word.Value));
            at = word.Index + word.Length;
            _shifts.Add((at, said.Length - at));
        }

        Text = said.Append(text, at, text.Length - at).ToString();
    }

    public string Text { get; }

    /// <summary>Null where the text names what has no counterpart on the other side, such as the middle lobe.</summary>
    public static MirroredText? Exchange(string text) => OneSided().IsMatch(text) ? null : new MirroredText(text);

    /// <summary>Where an offset that lies in no exchanged word has gone.</summary>
    public int Moved(int offset) => offset + _shifts.FindLast(shift => shift.At <= offset).Shift;

    private static string Other(string word)
    {
        var other = word.ToUpperInvariant() switch
        {
            "LEFT" => "right",
            "RIGHT" => "left",
            // Lobes by their letters: RUL and LUL, RLL and LLL.
            var lobe => (lobe[0] == 'R' ? "L" : "R") + lobe[1..],
        };
        return word switch
        {
            [_, .. var rest] when !rest.Any(char.IsLower) => other.ToUpperInvariant(),
            [var first, ..] when char.IsUpper(first) => char.ToUpperInvariant(other[0]) + other[1..],
            _ => other.ToLowerInvariant(),
        };
    }

    [GeneratedRegex(@"(?<![\w])(left|right|[RL][UL]L)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exchanged();

    [GeneratedRegex(@"\b(middle\s+lobe|RML|lingula\w*|azygos|situs|dextro\w*|levo\w*|[RL](?=\s*[<>]|\s+(lung|lobe|base|effusion)))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneSided();
}
