namespace VividMed.Reports.Assertions.Cues;

/// <summary>Words that no cue reaches over.</summary>
internal static class BoundaryCues
{
    public static readonly string[] Terminates =
    [
        "but", "however", "although", "though", "except (for|)", "aside from", "apart from", "other than", "nevertheless", "whereas", "which", "still", "yet", "because", "since", "secondary to", "due to", "otherwise", "besides", "despite", "(cause|causes) (of|for)", "on the other hand", "while", "when", "then", "there (is|are|was|were|has been|have been)", "accompanied by", "comes in with", "positive for", "given", "she", "he", "they", "this", "presents (with|)", "presented (with|)", "presenting with", "who presented", "with complaint of", "complaining of",
    ];

    /// <summary>Ends what follows a finding only: a relative clause about it.</summary>
    public static readonly string[] TerminatesAfter = ["that", "whose", "where"];
}
