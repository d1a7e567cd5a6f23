namespace VividMed.Reports;

/// <summary>The words that tell whether a finding is there, was there, is asked about, or belongs to somebody else.</summary>
internal static class CueLexicon
{
    private static readonly string[] Be = ["is", "are", "was", "were", "has been", "have been", "be"];
    private static readonly string[] Seen =
    [
        "observed", "detected", "seen", "identified", "noted", "found", "demonstrated", "visualized", "visualised", "appreciated", "evident", "present",
        "encountered", "monitored", "selected", "followed", "distinguished", "determined", "shown", "noticed", "recognized", "visible", "apparent", "available", "remarkable", "watched", "traced", "discernible", "tracked",
    ];

    private static readonly (CueKind Kind, string[] Phrases)[] Cues =
    [
        (CueKind.NegatesNext,
        [
            "no", "not", "without", "absent", "absence of", "negative for", "free of", "clear of", "no evidence of", "no evidence for", "no sign of", "no signs of", "no longer",
            "denies", "denied", "deny", "denying", "never", "neither", "nor", "rather than", "instead of", "lack of", "lacks", "fails to reveal", "does not", "did not", "do not",
            "no finding of", "no findings of", "resolution of", "negative", "ruled out for", "rules out", "excludes", "excluded", "unremarkable for", "no radiographic evidence of", "zero", "not consistent with", "not compatible with", "low suspicion for", "not suggestive of", "not concerning for", "not suspicious for",
            "is not", "are not", "was not", "were not", "cannot see", "not have", "does not have", "did not have", "no history of", "unlikely to represent", "not show", "not reveal", "not suggest", "without evidence of", "no suggestion of", "no indication of",
        ]),
        (CueKind.NegatesPrevious,
        [
            "absent", "is absent", "are absent", "was absent", "negative", "is negative", "was negative", "were negative", "are negative", "not", "is not", "are not", "was not", "were not", "unlikely", "is unlikely", "are unlikely", "excluded", "is excluded", "was excluded", "was ruled out", "ruled out", "is ruled out", "has been ruled out",
            "none", "not present", "no longer", "did not", "does not", "do not", "not been", "has not been", "have not been", "is free", "denied", "none detected", "could not be detected", "could not be identified", "not detected", "not observed", "not seen", "not identified",
            "could not be observed", "could not be seen", "cannot be seen", "cannot be identified", "could not be found", "could not be demonstrated", "not demonstrated", "not found",
        ]),
        (CueKind.DoubtsNext,
        [
            "may represent", "may reflect", "may be", "may", "might", "might represent", "could represent", "could reflect", "could be", "possible", "possibly", "question of", "questionable", "questioned", "suspicious for", "suspicion of", "suspected", "suspect",
            "concerning for", "concern for", "cannot exclude", "can not exclude", "cannot rule out", "can not rule out", "not exclude", "does not exclude", "difficult to exclude", "versus", "vs", "perhaps", "equivocal", "suggestive of", "suggesting",
            "differential includes", "differential diagnosis", "differential consideration", "worrisome for", "raise the possibility of", "possibility of", "potentially", "potential", "suggestive of possible", "presumed", "uncertain", "if", "could potentially",
            "although cannot exclude", "or possibly", "cannot be excluded", "cannot entirely exclude", "not entirely exclude", "not completely exclude", "doubtful", "in terms of", "the differential", "suspicious in terms of", "cannot be differentiated from",
        ]),
        (CueKind.DoubtsPrevious,
        [
            "cannot be excluded", "can not be excluded", "could not be excluded", "cannot be ruled out", "can not be ruled out", "not excluded", "is not excluded", "are not excluded", "not entirely excluded", "cannot be entirely excluded", "cannot be completely excluded", "is possible", "are possible", "possible", "suspected", "is suspected", "is questioned", "versus", "vs", "was considered", "is in the differential", "may be considered", "would be difficult to exclude", "difficult to exclude", "may also be considered",
        ]),
        (CueKind.DatesNext, ["previously seen", "previously noted", "previously described", "previous", "prior", "previously", "known", "former"]),
        (CueKind.RecallsNext,
        [
            "history of", "h/o", "hx of", "past medical history", "past medical history of", "status post", "s/p", "old history of", "known history of", "past history of", "past surgical history", "remote history of", "long history of",
            "in the past", "social history", "psychiatric history", "known to have",
        ]),
        (CueKind.DatesPrevious, ["in the past", "by history", "in childhood", "years ago", "last year", "the last time"]),
        (CueKind.ResolvesNext, ["resolved", "interval resolution of", "interval removal of", "resolution of", "complete resolution of", "removal of", "has been removed"]),
        (CueKind.ResolvesPrevious,
        [
            "has resolved", "have resolved", "resolved", "has completely resolved", "is resolved", "are resolved", "has cleared", "have cleared", "has been removed", "have been removed", "was removed", "were removed", "disappeared", "has disappeared", "have disappeared", "regressed completely", "no longer seen", "is no longer seen", "are no longer seen", "no longer present", "is no longer present", "no longer visualized", "is no longer visualized", "has been drained", "is no longer observed", "no longer observed", "have since resolved", "has since resolved",
        ]),
        (CueKind.AsksNext,
        [
            "evaluate for", "evaluate", "evaluation for", "evaluation of", "assess for", "assessment of", "rule out", "r/o", "to exclude", "exclude", "to rule out", "look for", "screening for", "concern about", "monitor for", "watch for", "recommend", "recommended for", "to assess", "please", "in case of", "return if",
            "indication", "reason for exam", "follow up for", "to evaluate", "should be evaluated for", "if clinically", "risk of", "chance of",
        ]),
        (CueKind.AsksPrevious, ["should be considered", "is to be excluded", "should be excluded", "needs to be excluded", "to be ruled out"]),
        (CueKind.FamilyNext, ["family history", "family history of", "mother", "father", "brother", "sister", "grandmother", "grandfather", "uncle", "aunt", "cousin", "sibling"]),
        (CueKind.Terminates,
        [
            "but", "however", "although", "though", "except", "except for", "aside from", "apart from", "other than", "nevertheless", "whereas", "which", "still", "yet", "because", "since", "secondary to", "due to", "otherwise", "besides", "despite", "cause of", "cause for", "as well as clear", "presents with", "presented with", "presenting with", "on the other hand", "while", "when", "then", "there is", "there are", "there was", "there were", "accompanied by", "comes in with", "positive for", "given", "she", "he", "they", "this", "presents", "presented", "who presents", "consistent with", "compatible with", "as evidenced by",
        ]),
        (CueKind.Nothing,
        [
            "no change", "no significant change", "no interval change", "no significant interval change", "without change", "without significant change", "without interval change", "no increase", "no significant increase", "no decrease", "not only", "not certain", "not necessarily", "no further", "not change", "not changed", "not significantly changed", "not significantly change", "no substantial change", "no relevant change", "no appreciable change", "not include", "not included", "not as", "not optimally", "could not be evaluated", "not well evaluated", "not fully", "not be evaluated", "is not optimal",
            "compared to prior", "compared to previous", "compared with prior", "compared with previous", "compared to the prior", "compared to the previous", "compared with the prior", "compared with the previous", "from prior", "from the prior", "from previous", "since prior", "since the prior", "since previous", "since the previous", "prior study", "prior exam", "prior examination", "prior radiograph", "prior ct", "prior film", "prior chest", "previous study", "previous exam", "previous examination", "previous radiograph", "previous ct", "previous film", "previous chest", "prior to", "no prior", "no previous", "prior imaging", "the prior", "the previous", "history of present illness", "unchanged from", "may 2008", "without contrast", "known to us", "not known", "not obtainable", "not entered", "not able", "as well as",
        ]),
    ];

    public static PhraseTrie<CueKind> Build(Lexicon lexicon)
    {
        var trie = new PhraseTrie<CueKind>();
        foreach (var (kind, phrases) in Cues)
        {
            foreach (var phrase in phrases) lexicon.Add(trie, phrase, kind);
        }

        foreach (var be in Be)
        {
            foreach (var seen in Seen)
            {
                lexicon.Add(trie, $"{be} {seen}", CueKind.Affirms);
                lexicon.Add(trie, $"{be} not {seen}", CueKind.NegatesPrevious);
            }
        }

        return trie;
    }
}
