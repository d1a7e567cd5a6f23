using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Sentences in the shapes that dictation has and plain templates lack: a denial and a finding in one sentence, doubt, change, earlier sizes,
/// both sides with their own extent, counts, letters for sides. $ stands for the finding that is spoken of, % for one that no image shows
/// (see <see cref="MarkedText"/> for the marks); ‖ parts two sentences.
/// </summary>
internal static class ClauseShapes
{
    private static readonly string[] Present =
    [
        "{Side} [$|$|S|change=worse] has increased since the prior study.",
        "Interval decrease in {side} [$|$|S|change=better].",
        "{Side} [$|$|S|change=better] has almost resolved.",
        "Unchanged {side} [$|$|S|change=unchanged].",
        "The previously noted {side} [$|$|S] persists.",
        "Probable {side} [$|$|S|certainty=probable].",
        "Status post median sternotomy with {side} [$|$|S].",
        "[$|$|S] is seen.‖It lies on the {side}.",
        "{letter} [$|$|S].",
    ];

    private static readonly string[] PresentBesideAbsent =
    [
        "No [-%|%], {side} [$|$|S].",
        "There is no [-%|%], but {side} [$|$|S] is seen.",
        "{Side} [$|$|S] is seen without [-%|%].",
        "{Side} [$|$|S] is not accompanied by [-%|%].",
        "{Side} [$|$|S] and no [-%|%].",
    ];

    private static readonly string[] Measured =
    [
        "{Side} [$|$|S|size={mm},prior={less}] measures {mm} mm, previously {less} mm.",
        "{Side} [$|$|S|size={mm},prior={more}], which was {more} mm before, is now {mm} mm.",
        "A {mm} mm [$|$|S|size={mm}] is seen on the {side}.",
    ];

    private static readonly string[] Single =
    [
        "A single {side} [$|$|S|count=1] is seen.",
        "Solitary {side} [$|$|S|count=1].",
        "There is one [$|$|S|count=1] on the {side}.",
    ];

    private static readonly string[] Several =
    [
        "Two {side} [$s|$|S|count=2] are seen.",
        "There are two [$s|$|S|count=2] on the {side}.",
        "2 {side} [$s|$|S|count=2].",
    ];

    private static readonly string[] BothSides =
    [
        "Moderate right and small left [$s|$|B].",
        "Small right and moderate left [$s|$|B].",
        "[$s|$|B] on both sides, the right greater than the left.",
    ];

    private static readonly string[] Absent =
    [
        "The chest is negative for [-%|%].",
        "[-%|%]: none.",
        "Nothing to suggest [-%|%].",
        "There isn't any [-%|%].",
        "No further [-%|%].",
    ];

    private static readonly string[] Uncertain =
    [
        "? {side} [?$|$|S].",
        "{Side} [?$|$|S] may be present.",
        "It is difficult to exclude {side} [?$|$|S].",
        "{Side} [?$|$|S] is not ruled out.",
        "{Side} [?$|$|S], if present, is small.",
    ];

    /// <summary>
    /// A sentence of a finding that is there, of its side or sides; <paramref name="absent"/> is a target that no image shows, if there is one.
    /// </summary>
    public static string OfPresent(ReportedFinding finding, string term, (string Target, string Term)? absent, PhantomRandom random)
    {
        string[] shapes = finding switch
        {
            { Side: Side.Both } => BothSides,
            { Count: > 1 } => Several,
            { Target: "lung nodule" } when random.Chance(0.5) => Single,
            { Target: "lung nodule" } when random.Chance(0.5) => Measured,
            _ when absent is not null && random.Chance(0.4) => PresentBesideAbsent,
            _ => Present,
        };
        return Fill(random.Pick(shapes), (finding.Target, term), absent)
            .Replace("{mm}", $"{finding.SizeMm:0}", StringComparison.Ordinal)
            .Replace("{less}", $"{finding.SizeMm - 3:0}", StringComparison.Ordinal)
            .Replace("{more}", $"{finding.SizeMm + 4:0}", StringComparison.Ordinal);
    }

    public static string OfAbsent((string Target, string Term) absent, PhantomRandom random) => Fill(random.Pick(Absent), absent, absent);

    public static string OfUncertain((string Target, string Term) possible, PhantomRandom random) => Fill(random.Pick(Uncertain), possible, null);

    private static string Fill(string template, (string Target, string Term) finding, (string Target, string Term)? absent)
    {
        // A sentence that begins with its finding begins with a capital.
        if (template.StartsWith("[$", StringComparison.Ordinal) || template.StartsWith("[-%", StringComparison.Ordinal))
        {
            (finding.Term, absent) = (Capital(finding.Term), absent is { } known ? (known.Target, Capital(known.Term)) : null);
        }

        return template
            .Replace("$s|$", $"{Plural(finding.Term)}|{finding.Target}", StringComparison.Ordinal)
            .Replace("$|$", $"{finding.Term}|{finding.Target}", StringComparison.Ordinal)
            .Replace("%|%", $"{absent?.Term}|{absent?.Target}", StringComparison.Ordinal);
    }

    public static string Plural(string term) =>
        term.EndsWith("sis", StringComparison.Ordinal) || term.EndsWith("ing", StringComparison.Ordinal) ? term : term + "s";

    private static string Capital(string term) => char.ToUpperInvariant(term[0]) + term[1..];
}
