namespace VividMed.Reports.Assertions.Cues;

/// <summary>Words that leave open whether a finding is there, or only ask for it.</summary>
internal static class DoubtCues
{
    private const string Modal = "may|might|could|would|can|possibly|potentially|could potentially|could possibly";

    public static readonly string[] Next =
    [
        $"({Modal}) (also|) (represent|reflect|be|include|indicate|suggest|simulate|mimic|have)", $"({Modal}) (also|) be (compatible with|consistent with|due to|secondary to|related to|attributed to|attributable to|caused by|evaluated in favor of|in favor of|seen with|seen in|evaluated as|explained by|because of|a result of)", $"({Modal}) belong to", "may", "might", "maybe (due to|secondary to|)", "perhaps",
        "possible", "possibly", "question", "question of", "questionable", "questioned", "suspicious (for|of)", "suspicion (of|for)", "suspected", "suspect", "concerning for", "(with|) concern for", "raising concern for", "worrisome for", "equivocal", "suggestive of (possible|)", "suggesting", "suspicious in terms of", "highly suspicious (for|in terms of)",
        "(cannot|can not|could not|not|does not|do not|difficult to) (entirely|completely|definitely|definitively|fully|) exclude", "(cannot|can not|could not) (entirely|completely|definitely|) rule out", "cannot be (excluded|differentiated from|distinguished from)", "although cannot exclude", "or possibly",
        "(the|primary|) differential (diagnosis|) (includes|include|including|would include|considerations include|consideration|)", "raise the (possibility|question) of", "possibility of", "potentially", "potential", "presumed", "uncertain", "if", "doubtful", "in terms of", "obscure", "obscures", "obscuring", "sensitive (in detecting|in detection of|for detection of|for detecting|for|to)",
    ];

    public static readonly string[] Previous =
    [
        "(cannot|can not|could not) be (entirely|completely|definitely|definitively|fully|) (excluded|ruled out)", "(is|are|) not (entirely|completely|) excluded", "(would be|is|are|) difficult to (entirely|completely|) exclude", "(is|are|) possible", "(is|are|) suspected", "(is|are) questioned", "was considered", "is in the differential", "may (also|) be considered", "could not be excluded",
    ];

    /// <summary>"Most suggestive of": a judgment, not a doubt.</summary>
    public static readonly string[] Judges =
    [
        "(most|highly|strongly|very|all) (suggestive of|compatible with|consistent with|indicative of|characteristic of)", "consistent with", "compatible with", "as evidenced by", "in keeping with",
    ];

    public static readonly string[] AsksNext =
    [
        "evaluate (for|)", "evaluation (for|of)", "assess for", "assessment of", "rule out", "r/o", "to (exclude|rule out|assess|evaluate)", "exclude", "look for", "screening for", "concern about", "monitor for", "watch for", "recommend", "recommended for", "please", "in case of", "return if", "indication", "reason for exam", "follow up for", "should be evaluated for", "if clinically", "risk of", "chance of", "in the appropriate clinical setting",
    ];

    public static readonly string[] AsksPrevious =
        ["should be considered", "is to be excluded", "should be excluded", "needs to be excluded", "to be (ruled out|excluded)"];

    /// <summary>"Once the infection has resolved": it has not yet.</summary>
    public static readonly string[] Awaits = ["once", "until", "unless", "as soon as"];
}
