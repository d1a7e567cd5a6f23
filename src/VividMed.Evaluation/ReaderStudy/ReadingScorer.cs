using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// Holds a reader's text against the key. An error is caught where any of its words were changed, and corrected where all are the
/// report's again; what was left out is caught where the text states it anew, wherever and in whatever words. A false alarm is a run of words of
/// the draft that was right and is gone.
/// </summary>
public sealed class ReadingScorer(ReportTaggers taggers)
{
    internal ScoredReading Score(PlannedReading reading, ReadingAnswer answer, KeyCase key)
    {
        var findings = FindingsOf(answer.Text, key.Modality);
        var (catches, alarms) = ((IReadOnlyList<ScoredError>)[], 0);
        if (reading.Arm != ReadingArm.None)
        {
            var alignment = new TextAlignment(key.Draft, answer.Text);
            var spots = key.Errors.SelectMany(static error => error.Spots).ToList();
            catches = [.. key.Errors.Select(error => Score(error, alignment, key, findings))];
            alarms = alignment.Gone().Count(gone => !spots.Exists(spot => gone.Start < spot.DraftEnd && gone.End > spot.DraftStart));
        }

        return new ScoredReading(reading, answer.Seconds, catches, alarms, [.. key.Findings.Select(finding => States(findings, finding.Target, finding.Side))])
        {
            Targets = [.. ItemsOf(key).Select(target => findings.Exists(finding => finding.Target == target))],
        };
    }

    /// <summary>What readers can agree on: each finding that the report states and each that the draft made up.</summary>
    internal static IReadOnlyList<string> ItemsOf(KeyCase key) =>
    [
        .. key.Findings.Select(static finding => finding.Target)
            .Concat(key.Errors.Where(static error => error.Kind == PlantedErrorKind.Insertion).Select(static error => error.Target))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static ScoredError Score(PlantedError error, TextAlignment alignment, KeyCase key, List<Finding> findings)
    {
        var (isTouched, isCorrected) = (false, true);
        foreach (var spot in error.Spots)
        {
            var (words, now) = alignment.Around(spot.DraftStart, spot.DraftEnd);
            isTouched |= !now.SequenceEqual(words, StringComparer.Ordinal);
            isCorrected &= now.SequenceEqual(TextAlignment.Words(key.Report, spot.ReportStart, spot.ReportEnd), StringComparer.Ordinal);
        }

        var isCaught = error.Kind == PlantedErrorKind.Omission ? isCorrected || States(findings, error.Target, error.Side) : isTouched;
        return new ScoredError(error.Id, error.Kind, isCaught, isCaught && isCorrected);
    }

    private static bool States(List<Finding> findings, string target, Side side) =>
        findings.Exists(finding => finding.Target == target && !Sides.Conflict(finding.Side, side));

    private List<Finding> FindingsOf(string text, Modality modality)
    {
        if (TextAlignment.Words(text).Count == 0) return [];
        return [.. taggers.For(modality).Tag(text, ReportStyles.For(modality)).Findings
            .Where(static finding => finding is { Kind: FindingKind.Abnormality, Polarity: Polarity.Present, Temporality: Temporality.Current })];
    }
}

/// <summary>One planted error in one reading.</summary>
public sealed record ScoredError(string Error, PlantedErrorKind Kind, bool IsCaught, bool IsCorrected);

/// <summary>One reading held against the key.</summary>
/// <param name="Alarms">Runs of right words that are gone; 0 without a draft.</param>
/// <param name="Stated">Of each finding of the report, whether the reader's text states it, on no other side.</param>
internal sealed record ScoredReading(PlannedReading Reading, double Seconds, IReadOnlyList<ScoredError> Errors, int Alarms, IReadOnlyList<bool> Stated)
{
    /// <summary>Of each of <see cref="ReadingScorer.ItemsOf"/>, whether the text states it.</summary>
    public required IReadOnlyList<bool> Targets { get; init; }
}
