namespace VividMed.Reports.Assertions.Cues;

/// <summary>Words that place a finding before this examination or with somebody else, or state that it is gone.</summary>
internal static class HistoryCues
{
    private const string Exam = "study|studies|exam|examination|radiograph|radiographs|ct|film|chest|imaging|scan|review|tomography";

    /// <summary>A dating word reaches only its noun.</summary>
    public static readonly string[] DatesNext =
        ["previously (seen|noted|described|)", "previous", "prior", "former", "(s|his|her|patient|patients) (know|known)", "chronically"];

    /// <summary>"History of" reaches over a list.</summary>
    public static readonly string[] RecallsNext =
    [
        "(a|an|) (past|old|known|remote|long|longstanding|long standing|extensive|strong|prior|previous|significant|possible|recent|no|without|) history (of|significant for|notable for|includes)", "h/o", "hx of", "(past|) (medical|surgical|social|psychiatric|menstrual|obstetric|gynecologic|gynecological|smoking|sexual) (and|) (medical|surgical|social|) history (of|)", "pmh", "pmhx", "status post", "s/p", "in the past", "known to have", "has (long|) been (diagnosed|treated) (with|for)", "diagnosed with",
    ];

    public static readonly string[] DatesPrevious = ["in the past", "by history", "in childhood", "years ago", "months ago", "last year", "the last time", "as a child", "in the remote past"];

    /// <summary>Says of an earlier examination; whether it dates the finding depends on where it stands.</summary>
    public static readonly string[] PriorExam = [$"in the (previous|prior|old|former|last) (chest|ct|thorax|thorax ct|) ({Exam}) (of the patient|)"];

    /// <summary>"Which was observed in the previous examination": said in passing.</summary>
    public static readonly string[] Nothing =
    [
        $"(compared|comparison|in comparison) (to|with) (the|) (patient s|) (prior|previous)", $"(from|since|than) (the|) (prior|previous)", $"(the|a|) (prior|previous) ({Exam})", "(prior|previous) to", "prior to", "the prior", "the previous", "history of present illness", "(unchanged|stable) from", "known to us", "may 2008", "as well as",
        $"(which|that|and|also|described|) (was|were|is|are|) (also|) (observed|seen|detected|described|present|noted|defined) in the (previous|prior|current|old|former|patient s previous|patient s prior) (chest|ct|thorax|thorax ct|) ({Exam}) (of the patient|)",
    ];

    public static readonly string[] ResolvesNext = ["resolved", "(interval|complete|near complete|) (resolution|removal|disappearance|clearing) of", "has been removed", "loss of (the|) (previously|)"];

    public static readonly string[] ResolvesPrevious =
    [
        "(has|have|is|are|was|were|) (since|now|almost|completely|) (completely|) (resolved|disappeared|regressed completely)", "(has|have) (completely|) cleared", "(has|have) been (removed|drained|evacuated)", "(was|were) removed", "no longer (seen|present|visualized|observed)",
    ];

    public static readonly string[] FamilyNext = ["family history (of|positive for|significant for|)", "mother", "father", "brother", "sister", "grandmother", "grandfather", "uncle", "aunt", "cousin", "sibling", "maternal", "paternal"];

    /// <summary>"A 60-year-old woman with": a background where what she presents with follows.</summary>
    public static readonly string[] Backgrounds = ["(old|year old|y o|yo) (white|black|african american|caucasian|hispanic|right handed|left handed|) (woman|man|male|female|gentleman|lady|patient|boy|girl) (with|who has)"];

    public static readonly string[] Presents = ["(who|now|and|) (presents|presented|presenting|presents to|comes|came|was admitted|is admitted|was brought|was seen)"];
}
