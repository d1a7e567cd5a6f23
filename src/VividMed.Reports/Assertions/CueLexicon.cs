using VividMed.Reports.Language;
using VividMed.Reports.Wordings;

namespace VividMed.Reports.Assertions;

/// <summary>The words that tell whether a finding is there, was there, is asked about, or belongs to somebody else.</summary>
internal static class CueLexicon
{
    public static PhraseTrie<CueKind> Build(ReportLanguage language, Lexicon lexicon)
    {
        var trie = new PhraseTrie<CueKind>();
        foreach (var (kind, patterns) in language.Cues)
        {
            foreach (var phrase in language.Phrases(patterns)) lexicon.Add(trie, phrase, kind);
        }

        return trie;
    }
}

/// <summary>A cue at tokens[Start..End] of a sentence.</summary>
internal readonly record struct CueMatch(int Start, int End, CueKind Kind);
