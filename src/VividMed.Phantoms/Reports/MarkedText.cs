using System.Text;
using System.Text.RegularExpressions;

namespace VividMed.Datasets;

/// <summary>
/// Report text in the making. A template marks its mentions in brackets: <c>[text|target]</c> or <c>[text|target|S]</c>, where S (or L, R, B) is a side and
/// a first character - ? ~ makes the mention absent, uncertain or historical; {side} and {Side} are filled in. Invisible marks of the private use area
/// travel with the text through wrapping and are taken out at the end, when the offsets are final.
/// </summary>
internal sealed partial class MarkedText
{
    private const char PhraseStart = '\uE000', PhraseEnd = '\uE001', SentenceStart = '\uE002', SectionStart = '\uE003';
    private static readonly HashSet<string> Anatomy =
        ["heart", "lung", "lung upper lobe", "lung middle lobe", "lung lower lobe", "aorta", "trachea", "main bronchus", "liver", "spleen", "vertebrae"];

    private readonly List<(string Target, PatientSide Side, char Mark)> _mentions = [];
    private readonly List<string> _sections = [];

    /// <summary>Starts a part whose mentions count as truth.</summary>
    public string Section(string name)
    {
        _sections.Add(name);
        return SectionStart.ToString();
    }

    public string Sentence(string template, PatientSide side = PatientSide.None)
    {
        var word = side switch { PatientSide.Left => "left", PatientSide.Right => "right", PatientSide.Both => "bilateral", _ => "" };
        var filled = template.Replace("{side}", word, StringComparison.Ordinal)
            .Replace("{Side}", word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word, StringComparison.Ordinal);
        return SentenceStart + Mention().Replace(filled, match =>
        {
            var target = match.Groups["target"].Value;
            _mentions.Add((target, SideOf(match.Groups["side"].Value, match.Groups["text"].Value, target, side), match.Groups["mark"].Value.FirstOrDefault()));
            return PhraseStart + match.Groups["text"].Value + PhraseEnd;
        });
    }

    /// <summary>The text without its marks, and where its mentions came to lie.</summary>
    public (string Text, IReadOnlyList<PhantomPhrase> Phrases) Finish(string marked)
    {
        var (text, phrases) = (new StringBuilder(marked.Length), new List<PhantomPhrase>());
        var (section, sentence, start) = (-1, -1, 0);
        foreach (var letter in marked)
        {
            switch (letter)
            {
                case SectionStart:
                    section++;
                    break;
                case SentenceStart:
                    sentence++;
                    break;
                case PhraseStart:
                    start = text.Length;
                    break;
                case PhraseEnd:
                    phrases.Add(Phrase(text.ToString(start, text.Length - start), start, phrases, _sections[section], sentence));
                    break;
                default:
                    text.Append(letter);
                    break;
            }
        }

        return (text.ToString(), phrases);
    }

    public static string WithoutMarks(string marked) => string.Concat(marked.Where(static letter => letter is < PhraseStart or > SectionStart));

    /// <summary>How long the text is without its marks.</summary>
    public static int VisibleLength(string marked) => marked.Count(static letter => letter is < PhraseStart or > SectionStart);

    private PhantomPhrase Phrase(string span, int start, List<PhantomPhrase> before, string section, int sentence)
    {
        var (target, side, mark) = _mentions[before.Count];
        var polarity = mark switch { '-' => TruthPolarity.Absent, '?' => TruthPolarity.Uncertain, _ => TruthPolarity.Present };
        var text = string.Join(' ', span.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new PhantomPhrase(
            start, start + span.Length, text, target, side, polarity, mark == '~', Anatomy.Contains(target), section, sentence, before.Count(phrase => phrase.Target == target));
    }

    private static PatientSide SideOf(string letter, string text, string target, PatientSide side) => letter switch
    {
        "S" => side,
        "L" => PatientSide.Left,
        "R" => PatientSide.Right,
        "B" => PatientSide.Both,
        _ when !Anatomy.Contains(target) => PatientSide.None,
        _ => text.Contains("left", StringComparison.OrdinalIgnoreCase) ? PatientSide.Left
            : text.Contains("right", StringComparison.OrdinalIgnoreCase) ? PatientSide.Right
            : PatientSide.None,
    };

    [GeneratedRegex(@"\[(?<mark>[-?~]?)(?<text>[^|\]]+)\|(?<target>[^|\]]+)(\|(?<side>[SLRB]))?\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
