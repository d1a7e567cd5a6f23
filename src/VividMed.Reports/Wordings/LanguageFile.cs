namespace VividMed.Reports.Wordings;

/// <summary>
/// How reports say things: the cues of denial, doubt and time, the words that describe a finding, and how they are abbreviated.
/// <see cref="LanguageReader"/> reads it from <c>language.json</c>.
/// </summary>
internal sealed record LanguageFile
{
    /// <summary>The version of the format: <c>vividmed.language/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>Lists of words by name, parted by bars, that patterns put in for {name}.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    /// <summary>What a word in any case stands for: rll for right lower lobe.</summary>
    public required IReadOnlyDictionary<string, string> Abbreviations { get; init; }

    /// <summary>What a word stands for only as it is written here: R for right.</summary>
    public required IReadOnlyDictionary<string, string> Capitals { get; init; }

    public required IReadOnlyDictionary<CueKind, string[]> Cues { get; init; }

    /// <summary>Words that tell a side, and comparisons of sides that tell none.</summary>
    public required SideWords Sides { get; init; }

    /// <summary>Words that describe a finding and tell neither side nor severity nor change.</summary>
    public required string[] Describing { get; init; }

    public required string[] Severities { get; init; }

    /// <summary>Words between a finding and how severe it is: is, remains.</summary>
    public required string[] Copulas { get; init; }

    public required IReadOnlyDictionary<Change, string[]> Changes { get; init; }

    public required IReadOnlyDictionary<string, int> Numbers { get; init; }

    public required string[] Conjunctions { get; init; }

    /// <summary>The conjunctions that keep a list under the denial that it began with.</summary>
    public required string[] Alternatives { get; init; }

    /// <summary>Words for the end of a device: where that lies is not the device's side.</summary>
    public required string[] Tips { get; init; }

    /// <summary>Words for what lies where the finding before it lies.</summary>
    public required string[] Beside { get; init; }

    /// <summary>Small words between a finding and its place.</summary>
    public required string[] Links { get; init; }

    public required string[] InPlace { get; init; }

    public required string[] Articles { get; init; }

    /// <summary>What is said of anatomy that shows nothing.</summary>
    public required string[] Normal { get; init; }

    /// <summary>Verbs by which anatomy shows a finding: shows, contains. None where a file leaves them out.</summary>
    public string[] Showing { get; init; } = [];

    /// <summary>Words that with a place tell where most of something lies, and name nothing: prominent. None where a file leaves them out.</summary>
    public string[] Placing { get; init; } = [];

    /// <summary>Words that make a structure before them the name of a place around it: area. None where a file leaves them out.</summary>
    public string[] Regions { get; init; } = [];

    /// <summary>Words between a general name and what it is.</summary>
    public required string[] Explaining { get; init; }

    /// <summary>Words between the measures of one size.</summary>
    public required string[] Times { get; init; }

    /// <summary>Units of length, in millimeters.</summary>
    public required IReadOnlyDictionary<string, double> Units { get; init; }

    /// <summary>Words after a measure that make it a distance and no size.</summary>
    public required string[] Distances { get; init; }

    /// <summary>Words before a measure that make it one of the examination and not of a finding: slice thickness.</summary>
    public required string[] Technique { get; init; }

    /// <summary>Words that make a size the present one, whatever stands around it.</summary>
    public required string[] Now { get; init; }

    /// <summary>Words that go on with a finding of the sentence before.</summary>
    public required string[] Pronouns { get; init; }

    /// <summary>Words that measure a finding of the sentence before: the largest, its diameter.</summary>
    public required string[] Largest { get; init; }

    /// <summary>Words that name a finding as one already spoken of.</summary>
    public required string[] Definite { get; init; }

    /// <summary>Words between the ends of a range, or of a change from one size to another.</summary>
    public required string[] Ranges { get; init; }

    /// <summary>Words that make a size that of an earlier examination.</summary>
    public required string[] Before { get; init; }

    /// <summary>Habits of a patient: history, whatever is said of them.</summary>
    public required string[] Habits { get; init; }

    /// <summary>Conditions that notes list without a sentence around them.</summary>
    public required string[] Standing { get; init; }

    /// <summary>Words that make a standing condition somebody's own.</summary>
    public required string[] Owners { get; init; }
}

/// <summary>
/// Describing words by the side that they tell: the one last told ("on the same side"), or none ("worse on the right" compares).
/// </summary>
internal sealed record SideWords(string[] Left, string[] Right, string[] Both, string[] Same, string[] Comparison);
