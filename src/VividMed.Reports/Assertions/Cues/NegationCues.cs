namespace VividMed.Reports.Assertions.Cues;

/// <summary>Words that deny a finding, before it or after it, and words that only look so.</summary>
internal static class NegationCues
{
    private const string Seen = "observed|detected|seen|identified|noted|found|demonstrated|visualized|visualised|appreciated|evident|present|encountered|monitored|selected|followed|distinguished|determined|shown|noticed|recognized|visible|apparent|available|remarkable|watched|traced|discernible|tracked";

    /// <summary>"There is no", "without evidence of": what follows is not there.</summary>
    public static readonly string[] Next =
    [
        "no", "not", "without", "(no|without|lack of|absence of|any|) evidence (of|for|to suggest) no", "(no|without) (radiographic|definite|convincing|clear|obvious|other|current|acute|further|) (evidence|sign|finding|suggestion|indication|feature) (of|for|to suggest|to indicate|suggestive of|suggesting|compatible with|consistent with|in favor of)",
        "(no|without) (seen|identified|noted|detected|observed|visualized|demonstrated)", "no typical (finding|sign) of", "absent",
        "absence of", "negative for", "free of", "clear of", "no longer", "zero", "lack of", "lacks", "lacking",
        "(denies|denied|deny|denying) (any|)", "never (had|has|) (any|)", "never", "neither", "nor", "rather than", "instead of",
        "fails to (reveal|show|demonstrate)", "failed to (reveal|show|demonstrate)",
        "(does|did|do|has|have|had|is|are|was|were) not (have|reveal|show|suggest|demonstrate|see|note|appreciate|had|any|)", "not (have|show|reveal|suggest|demonstrate|see|note|appreciate) (any|)", "cannot see", "(is|are|was|were) without", "resolution of", "negative", "ruled out for", "rules out", "ruled out", "excludes", "excluded", "unremarkable for",
        "(is|are|was|were|) not (consistent with|compatible with|suggestive of|concerning for|suspicious for|indicative of|felt to be|thought to be|due to|secondary to)", "low suspicion for", "unlikely to (represent|be)", "(no|without) history of", "never had (a|)",
    ];

    /// <summary>"Was not observed", "has been ruled out": what stands before is not there.</summary>
    public static readonly string[] Previous =
    [
        "(is|are|was|were|) (absent|negative|unlikely|excluded|ruled out)", "(has|have) been (excluded|ruled out)", $"(is|are|was|were|has been|have been|be) not (clearly|definitely|definitively|readily|) ({Seen})", $"not (clearly|definitely|definitively|readily|) ({Seen})",
        "none", "none (detected|seen|observed|identified|noted|present)", "no longer", "not been", "(has|have) not been", "is free",
        "denied", "(did|does|do) not (exist|occur|develop)", "not present",
        "(could|can) not be (detected|identified|observed|seen|found|demonstrated|distinguished|selected|visualized)", "cannot be (seen|identified|detected|found|demonstrated|distinguished)", "(is|are|was|were) no longer (seen|present|visualized|observed|identified|evident|visible|apparent)", "are not", "is not", "were not", "was not",
    ];

    /// <summary>Looks like a negation and is none: "no change", "not only", "without difficulty".</summary>
    public static readonly string[] Nothing =
    [
        "(no|without|not) (a|any|) (significant|substantial|interval|appreciable|relevant|definite|acute|major|obvious|gross|visible|large|) (interval|radiographic|) (change|increase|decrease|difference|progression|improvement|worsening|growth)",
        "(not|no) (significantly|substantially|appreciably|markedly|) (changed|change|increased|decreased|different|improved|worsened|worse|progressed)", "not only", "not certain", "not necessarily", "no further", "not (include|included|included in|in the field of view)", "not as", "not optimally", "not optimal", "could not be evaluated", "cannot be evaluated", "not (well|fully|clearly|adequately|) (evaluated|assessed|characterized|defined)", "not be evaluated", "is not optimal",
        "(not|no) (definitely|definitively|clearly|) (enlarged by|known|obtainable|entered|able)", "not (definitely|definitively|clearly|) calcified", "without contrast", "without (difficulty|complication|complications|incident|assistance|event|problem|problems)", "no (prior|previous)", "not be (clearly|) (characterized|differentiated|distinguished from)", "not (reach|reached|reaching|exceed|exceeding|exceeded)", "(did|do|does) not (reach|exceed|differ|change|show any change|show any difference|show a difference)",
    ];

    /// <summary>"Is observed": what stands before is settled.</summary>
    public static readonly string[] Affirms = [$"(is|are|was|were|has been|have been|be) (also|) ({Seen})", "(was|were|is|are) (considered|evaluated|interpreted|thought) (to be|) (compatible with|consistent with|in favor of)"];

    /// <summary>"Is again seen".</summary>
    public static readonly string[] Persists = [$"(is|are|was|were|has been|have been) (again|still|redemonstrated|reidentified) ({Seen})", "(is|are) (again|redemonstrated|unchanged|stable)"];

    /// <summary>"Seen," ends what was denied; before a noun it is only an adjective.</summary>
    public static readonly string[] Closes =
        ["seen", "identified", "noted", "detected", "observed", "visualized", "demonstrated", "appreciated", "found"];
}
