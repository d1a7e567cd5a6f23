using VividMed.Reports;
using VividMed.Reports.Structure;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Reports;

/// <summary>Holds what the tagger read of a passage against its marked mentions, question by question.</summary>
internal static class FrameComparison
{
    /// <summary>The mention is read, and target, polarity, time and side are right.</summary>
    public const string Strict = "strict";

    public const string PresentNow = "presentNow";
    public const string Side = "side";
    public const string Place = "place";
    public const string Size = "size";
    public const string PriorSize = "priorSize";
    public const string Change = "change";
    public const string Doubt = "doubt";
    public const string Count = "count";

    /// <summary>In the order in which results are given.</summary>
    public static IReadOnlyList<string> Questions { get; } = [Strict, PresentNow, Side, Place, Size, PriorSize, Change, Doubt, Count];

    private const string Any = "*";

    /// <summary>The place of a question among <see cref="Questions"/>.</summary>
    public static int IndexOf(string question) => Enumerable.Range(0, Questions.Count).First(at => Questions[at] == question);

    /// <summary>The outcomes of one mention: a question that gold leaves open has none.</summary>
    public static IEnumerable<(string Question, LabelOutcome Outcome)> Compare(GoldMention gold, string text, TaggedReport report)
    {
        var read = Find(gold, text, report);
        if (gold.Expect == GoldMention.NotPresent)
        {
            var claimed = read is { IsTouching: true } touching && IsPresentNow(touching.Finding);
            yield return (Strict, claimed ? LabelOutcome.Miss : LabelOutcome.Hit);
            if (claimed) yield return (PresentNow, LabelOutcome.FalseAlarm);
            yield break;
        }

        if (read is null && gold.Expect == GoldMention.Optional) yield break;
        var finding = read?.Finding;
        yield return (Strict, finding is not null && IsRight(gold, finding) ? LabelOutcome.Hit : LabelOutcome.Miss);
        foreach (var outcome in Details(gold, finding)) yield return outcome;
    }

    private static IEnumerable<(string Question, LabelOutcome Outcome)> Details(GoldMention gold, Finding? finding)
    {
        var present = finding is not null && IsPresentNow(finding);
        var mayBe = Holds(gold.Polarity, "present") && Holds(gold.Temporality, "current");
        if (present) yield return (PresentNow, mayBe ? LabelOutcome.Hit : LabelOutcome.FalseAlarm);
        else if (gold.Polarity is ["present"] && gold.Temporality is ["current"]) yield return (PresentNow, LabelOutcome.Miss);
        if (gold.Side.Count > 0 && !gold.Side.Contains(Any)) foreach (var outcome in Told(Side, gold.Side, Name(finding?.Side))) yield return outcome;
        if (gold.Location.Count > 0) foreach (var outcome in Told(Place, gold.Location, finding?.Location ?? "none")) yield return outcome;
        if (gold.Change.Count > 0) foreach (var outcome in Told(Change, gold.Change, Name(finding?.Change))) yield return outcome;
        if (gold.SizeMm is { } size) foreach (var outcome in Measured(Size, size, finding?.SizeMm)) yield return outcome;
        if (gold.PriorSizeMm is { } prior) foreach (var outcome in Measured(PriorSize, prior, finding?.PriorSizeMm)) yield return outcome;
        if (gold.Count is { } count) yield return (Count, finding?.Count == count ? LabelOutcome.Hit : LabelOutcome.Miss);
        if (DoubtOf(gold) is not { } doubted || finding is null) yield break;
        var doubts = finding.Certainty is Certainty.Probable or Certainty.Uncertain or Certainty.Unlikely;
        if (doubted || doubts) yield return (Doubt, doubted && doubts ? LabelOutcome.Hit : doubted ? LabelOutcome.Miss : LabelOutcome.FalseAlarm);
    }

    private static bool IsRight(GoldMention gold, Finding finding) =>
        Holds(gold.Polarity, Name<Polarity>(finding.Polarity))
        && Holds(gold.Temporality, Name<Temporality>(finding.Temporality))
        && (gold.Side.Contains(Any) || Holds(gold.Side, Name<Taxonomy.Side>(finding.Side)));

    /// <summary>What is told of a question with one right answer or several; "none" is right where nothing is to be told.</summary>
    private static IEnumerable<(string Question, LabelOutcome Outcome)> Told(string question, IReadOnlyList<string> right, string told)
    {
        if (right.Contains(told))
        {
            if (told != "none") yield return (question, LabelOutcome.Hit);
            yield break;
        }

        if (told != "none") yield return (question, LabelOutcome.FalseAlarm);
        if (!right.Contains("none")) yield return (question, LabelOutcome.Miss);
    }

    private static IEnumerable<(string Question, LabelOutcome Outcome)> Measured(
        string question, IReadOnlyList<double> right, IReadOnlyList<double>? told)
    {
        const double tolerance = 0.5;
        var (wanted, read) = (right.Count > 0, told is { Count: > 0 });
        // Either every extent in order, or of a range or list the largest.
        var same = wanted && read
            && (right.SequenceEqual(told!) || Math.Abs(right.Max() - told!.Max()) <= tolerance);
        if (same) yield return (question, LabelOutcome.Hit);
        else if (read) yield return (question, LabelOutcome.FalseAlarm);
        if (wanted && !same) yield return (question, LabelOutcome.Miss);
    }

    private static bool? DoubtOf(GoldMention gold) => gold switch
    {
        { Certainty.Count: > 0 } => gold.Certainty.All(static step => step is "definite" or "absent") ? false : gold.Certainty.Any(static step => step is "definite" or "absent") ? null : true,
        { Polarity: ["uncertain"] } => true,
        _ => null,
    };

    /// <summary>
    /// The finding of a wanted target that overlaps the anchor, else the nearest of its sentence; of several read of the same words, that of the
    /// side that gold marks.
    /// </summary>
    private static (Finding Finding, bool IsTouching)? Find(GoldMention gold, string text, TaggedReport report)
    {
        var source = gold.At is null ? null : new SourceMap(text, report.Text);
        var (at, end) = gold.At is { } told ? (told.Start, told.End) : FirstOccurrence(gold.Anchor, report.Text);
        if (at < 0) return null;
        var found = report.Findings
            .Where(finding => finding.Kind == FindingKind.Abnormality && gold.Targets.Contains(finding.Target))
            .Where(finding => Touches(finding) || (Sentence(finding) is var sentence && sentence.Start <= at && at < sentence.End))
            .OrderBy(finding => Touches(finding) ? 0 : 1)
            .ThenBy(finding => Math.Abs(Span(finding).Start - at))
            .ThenBy(finding => gold.Side.Contains(Name<Taxonomy.Side>(finding.Side)) ? 0 : 1)
            .FirstOrDefault();
        return found is null ? null : (found, Touches(found));

        bool Touches(Finding finding) => Span(finding).Start < end && at < Span(finding).End;

        TextSpan Span(Finding finding) => Located(finding.Start, finding.End);

        TextSpan Sentence(Finding finding) => Located(report.Sentences[finding.Sentence].Start, report.Sentences[finding.Sentence].End);

        TextSpan Located(int start, int to) => source?.Locate(start, to) ?? new TextSpan(start, to);
    }

    private static (int Start, int End) FirstOccurrence(string anchor, string text)
    {
        var at = text.IndexOf(anchor, StringComparison.Ordinal);
        return (at, at + anchor.Length);
    }

    private static bool IsPresentNow(Finding finding) => finding is { Polarity: Polarity.Present, Temporality: Temporality.Current };

    private static bool Holds(IReadOnlyList<string> right, string told) => right.Count == 0 || right.Contains(told);

    private static string Name<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant() ?? "none";
}
