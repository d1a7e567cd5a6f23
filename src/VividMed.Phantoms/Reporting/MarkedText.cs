using System.Text;
using System.Text.RegularExpressions;
using VividMed.Datasets;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Report text in the making. A template marks its mentions in brackets: <c>[text|target]</c> or <c>[text|target|S]</c>, where S (or L, R,
/// B) is a side and a first character - ? ~ makes the mention absent, uncertain or historical; {side} and {Side} are filled in. Invisible
/// marks of the private use area travel with the text through wrapping and are taken out at the end, when the offsets are final.
/// </summary>
internal sealed partial class MarkedText
{
    private const char PhraseStart = '\uE000', PhraseEnd = '\uE001', SentenceStart = '\uE002', SectionStart = '\uE003';
    private static readonly HashSet<string> Anatomy =
        ["heart", "lung", "lung upper lobe", "lung middle lobe", "lung lower lobe", "aorta", "trachea", "main bronchus", "liver", "spleen", "vertebrae"];

    private readonly List<(string Target, Side Side, char Mark)> _mentions = [];
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

    public static string WithoutMarks(string marked) =>
        string.Concat(marked.Where(static letter => letter is < PhraseStart or > SectionStart));

    /// <summary>How long the text is without its marks.</summary>
    public static int VisibleLength(string marked) => marked.Count(static letter => letter is < PhraseStart or > SectionStart);

    private PhantomPhrase Phrase(string span, int start, List<PhantomPhrase> before, string section, int sentence)
    {
        var (target, side, mark) = _mentions[before.Count];
        var polarity = mark switch { '-' => Polarity.Absent, '?' => Polarity.Uncertain, _ => Polarity.Present };
        var text = string.Join(' ', span.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new PhantomPhrase(
            start, start + span.Length, text, target, side, polarity, mark == '~', Anatomy.Contains(target), section, sentence,
            before.Count(phrase => phrase.Target == target));
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

    [GeneratedRegex(@"\[(?<mark>[-?~]?)(?<text>[^|\]]+)\|(?<target>[^|\]]+)(\|(?<side>[SLRB]))?\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}

/// <summary>
/// A phantom's report as published, with the truth of its mentions; for CT-RATE also the parts that go into the table's columns.
/// </summary>
internal sealed record PhantomReport(string Text, IReadOnlyList<PhantomPhrase> Phrases, IReadOnlyList<string> Parts);

/// <summary>
/// One mention in a phantom's report, in its findings or impression (other parts have no truth). <paramref name="Start"/> and <paramref name="End"/> are
/// UTF-16 offsets into the text that <see cref="DatasetReports.ReadReportAsync"/> returns; <paramref name="Text"/> is that span with every run of white space as one space.
/// A tagger that normalizes white space or draws the phrase wider is compared by target, side, polarity and <paramref name="Occurrence"/> instead.
/// </summary>
/// <param name="Target">A taxonomy id without the side.</param>
/// <param name="Historical">Stated of an earlier examination only (seen before, now gone): no region, whatever the polarity.</param>
/// <param name="IsAnatomy">It names a structure, not an abnormality.</param>
/// <param name="Section">findings or impression.</param>
/// <param name="Sentence">The ordinal of its sentence among the sentences of findings and impression.</param>
/// <param name="Occurrence">The ordinal of the mention among those of the same target in the report.</param>
public sealed record PhantomPhrase(
    int Start,
    int End,
    string Text,
    string Target,
    Side Side,
    Polarity Polarity,
    bool Historical,
    bool IsAnatomy,
    string Section,
    int Sentence,
    int Occurrence);
