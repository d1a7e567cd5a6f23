using VividMed.Reports.Assertions.Cues;
using VividMed.Reports.Language;

namespace VividMed.Reports.Assertions;

/// <summary>The words that tell whether a finding is there, was there, is asked about, or belongs to somebody else.</summary>
internal static class CueLexicon
{
    private static readonly (CueKind Kind, string[] Patterns)[] Cues =
    [
        (CueKind.NegatesNext, NegationCues.Next), (CueKind.NegatesPrevious, NegationCues.Previous),
        (CueKind.Affirms, NegationCues.Affirms), (CueKind.Persists, NegationCues.Persists), (CueKind.Closes, NegationCues.Closes),
        (CueKind.Nothing, NegationCues.Nothing),
        (CueKind.DoubtsNext, DoubtCues.Next), (CueKind.DoubtsPrevious, DoubtCues.Previous), (CueKind.Terminates, DoubtCues.Judges),
        (CueKind.AsksNext, DoubtCues.AsksNext), (CueKind.AsksPrevious, DoubtCues.AsksPrevious), (CueKind.Awaits, DoubtCues.Awaits),
        (CueKind.DatesNext, HistoryCues.DatesNext), (CueKind.RecallsNext, HistoryCues.RecallsNext),
        (CueKind.DatesPrevious, HistoryCues.DatesPrevious), (CueKind.PriorExam, HistoryCues.PriorExam),
        (CueKind.Nothing, HistoryCues.Nothing),
        (CueKind.ResolvesNext, HistoryCues.ResolvesNext), (CueKind.ResolvesPrevious, HistoryCues.ResolvesPrevious),
        (CueKind.FamilyNext, HistoryCues.FamilyNext), (CueKind.Background, HistoryCues.Backgrounds),
        (CueKind.Presents, HistoryCues.Presents),
        (CueKind.Terminates, BoundaryCues.Terminates), (CueKind.TerminatesAfter, BoundaryCues.TerminatesAfter),
    ];

    /// <summary>Read once a process: no taxonomy changes the cues, and they are many more phrases than its names.</summary>
    private static readonly Lazy<(Lexicon Words, PhraseTrie<CueKind> Trie)> Known = new(Read);

    /// <summary>The cues by the numbers that every lexicon of <see cref="Begin"/> has for their words.</summary>
    public static PhraseTrie<CueKind> Trie => Known.Value.Trie;

    /// <summary>A lexicon that knows the cues' words and goes on from there.</summary>
    public static Lexicon Begin() => new(Known.Value.Words);

    private static (Lexicon Words, PhraseTrie<CueKind> Trie) Read()
    {
        var (words, trie) = (new Lexicon(), new PhraseTrie<CueKind>());
        foreach (var (kind, patterns) in Cues)
        {
            foreach (var pattern in patterns) words.Add(trie, CuePattern.Parts(pattern), kind);
        }

        return (words, trie);
    }
}

/// <summary>A cue at tokens[Start..End] of a sentence.</summary>
internal readonly record struct CueMatch(int Start, int End, CueKind Kind);
