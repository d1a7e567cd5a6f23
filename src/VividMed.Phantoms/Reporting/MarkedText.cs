using System.Text;
using System.Text.RegularExpressions;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Report text in the making. A template marks its mentions in brackets: <c>[text|target]</c> or <c>[text|target|S]</c>, where S (or L, R,
/// B) is a side and a first character - ? ~ makes the mention absent, uncertain or historical; a fourth part
/// says more, as <c>count=2,change=worse</c> (see <see cref="MentionDetail"/>). {side}, {Side} and {letter} are filled in. Invisible marks of
/// the private use area travel with the text through wrapping and are taken out at the end, when the offsets are final.
/// </summary>
internal sealed partial class MarkedText
{
    private const char PhraseStart = '\uE000', PhraseEnd = '\uE001', SentenceStart = '\uE002', SectionStart = '\uE003';
    private static readonly HashSet<string> Anatomy =
        ["brain", "cerebral hemisphere", "lateral ventricle", "cerebellum", "brainstem", "heart", "lung", "lung upper lobe", "lung middle lobe", "lung lower lobe", "aorta", "trachea", "main bronchus", "liver", "spleen", "vertebrae"];

    private readonly List<MarkedMention> _mentions = [];
    private readonly List<string> _sections = [];

    /// <summary>Starts a part whose mentions count as truth.</summary>
    public string Section(string name)
    {
        _sections.Add(name);
        return SectionStart.ToString();
    }

    public string Sentence(string template, Side side = Side.None)
    {
        var word = side switch { Side.Left => "left", Side.Right => "right", Side.Both => "bilateral", _ => "" };
        var filled = template.Replace("{side}", word, StringComparison.Ordinal)
            .Replace("{Side}", word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word, StringComparison.Ordinal)
            .Replace("{letter}", side == Side.Left ? "L" : "R", StringComparison.Ordinal);
        return SentenceStart + Mention().Replace(filled, match =>
        {
            var (target, letters, text) = (match.Groups["target"].Value, match.Groups["side"].Value, match.Groups["text"].Value);
            var mark = match.Groups["mark"].Value.FirstOrDefault();
            var detail = MentionDetail.Parse(match.Groups["detail"].Value);
            _mentions.Add(new MarkedMention(target, SideOf(letters, text, target, side), mark, detail));
            return PhraseStart + text + PhraseEnd;
        });
    }

    /// <summary>The sentences of a template that ‖ parts.</summary>
    public IEnumerable<string> Sentences(string template, Side side = Side.None) => template.Split('‖').Select(one => Sentence(one, side));

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
                    var span = text.ToString(start, text.Length - start);
                    phrases.Add(Phrase(_mentions[phrases.Count], span, start, phrases, _sections[section], sentence));
                    break;
                default:
                    text.Append(letter);
                    break;
            }
        }

        return (text.ToString(), phrases);
    }

    public static string WithoutMarks(string marked) =>
        string.Concat(marked.Where(static letter => letter is < PhraseStart or > SectionStart));

    /// <summary>How long the text is without its marks.</summary>
    public static int VisibleLength(string marked) => marked.Count(static letter => letter is < PhraseStart or > SectionStart);

    private static PhantomPhrase Phrase(MarkedMention said, string span, int start, List<PhantomPhrase> before, string section, int sentence)
    {
        var (target, side, mark, detail) = said;
        var polarity = mark switch { '-' => Polarity.Absent, '?' => Polarity.Uncertain, _ => Polarity.Present };
        var text = string.Join(' ', span.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new PhantomPhrase(
            start, start + span.Length, text, target, side, polarity, mark == '~', Anatomy.Contains(target), section, sentence,
            before.Count(phrase => phrase.Target == target))
        {
            Count = detail.Count,
            SizeMm = detail.SizeMm,
            PriorSizeMm = detail.PriorSizeMm,
            Change = detail.Change,
            Certainty = detail.Certainty,
        };
    }

    private static Side SideOf(string letter, string text, string target, Side side) => letter switch
    {
        "S" => side,
        "L" => Side.Left,
        "R" => Side.Right,
        "B" => Side.Both,
        _ when !Anatomy.Contains(target) => Side.None,
        _ => text.Contains("left", StringComparison.OrdinalIgnoreCase) ? Side.Left
            : text.Contains("right", StringComparison.OrdinalIgnoreCase) ? Side.Right
            : Side.None,
    };

    [GeneratedRegex(@"\[(?<mark>[-?~]?)(?<text>[^|\]]+)\|(?<target>[^|\]]+)(\|(?<side>[SLRB])(\|(?<detail>[^\]]+))?)?\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}

/// <summary>A mention as a template marks it.</summary>
internal sealed record MarkedMention(string Target, Side Side, char Mark, MentionDetail Detail);
