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

    public static PhraseTrie<CueKind> Build(Lexicon lexicon)
    {
        var trie = new PhraseTrie<CueKind>();
        foreach (var (kind, patterns) in Cues)
        {
            foreach (var phrase in patterns.SelectMany(CuePattern.Expand)) lexicon.Add(trie, phrase, kind);
        }

        return trie;
    }
}

/// <summary>A cue at tokens[Start..End] of a sentence.</summary>
internal readonly record struct CueMatch(int Start, int End, CueKind Kind);
