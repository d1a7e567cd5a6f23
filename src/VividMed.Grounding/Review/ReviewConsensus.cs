using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VividMed.Imaging.Geometry;

namespace VividMed.Grounding.Review;

/// <summary>
/// What the reviewers of a dataset say together. Of each reviewer the last word on a subject counts; of several reviewers the majority, and
/// where there is none the subject stays open and nothing is corrected.
/// </summary>
public sealed class ReviewConsensus
{
    private readonly Dictionary<string, IReadOnlyList<ReviewVerdict>> _corrections = new(StringComparer.Ordinal);

    private ReviewConsensus(IReadOnlyList<ReviewedSubject> subjects)
    {
        Subjects = subjects;
        foreach (var study in subjects.Where(static subject => subject.Settled is { IsCorrection: true })
            .GroupBy(static subject => subject.Subject.Study, StringComparer.Ordinal))
        {
            _corrections[study.Key] = [.. study.Select(static subject => subject.Settled!)];
        }
    }

    /// <summary>Nobody has said anything.</summary>
    public static ReviewConsensus None { get; } = new([]);

    /// <summary>In the order of study, place and target.</summary>
    public IReadOnlyList<ReviewedSubject> Subjects { get; }

    /// <summary>Studies with corrections in force.</summary>
    public int CorrectedStudies => _corrections.Count;

    /// <summary>The corrections of a study that are in force, in a fixed order; none for most.</summary>
    public IReadOnlyList<ReviewVerdict> CorrectionsOf(string study) => _corrections.GetValueOrDefault(study, []);

    /// <param name="submissions">In the order in which they were handed in.</param>
    public static ReviewConsensus Of(IEnumerable<ReviewSubmission> submissions)
    {
        var last = new Dictionary<ReviewSubject, SortedDictionary<string, ReviewVerdict>>();
        foreach (var submission in submissions)
        {
            foreach (var verdict in submission.Verdicts)
            {
                if (!last.TryGetValue(verdict.Subject, out var byReviewer))
                {
                    last.Add(verdict.Subject, byReviewer = new SortedDictionary<string, ReviewVerdict>(StringComparer.Ordinal));
                }

                byReviewer[submission.Reviewer] = verdict;
            }
        }

        return new ReviewConsensus(
        [
            .. last.Select(static subject => new ReviewedSubject(subject.Key, subject.Value, Settle([.. subject.Value.Values])))
                .OrderBy(static subject => subject.Subject.Study, StringComparer.Ordinal)
                .ThenBy(static subject => subject.Subject.Start).ThenBy(static subject => subject.Subject.End)
                .ThenBy(static subject => subject.Subject.Target, StringComparer.Ordinal)
                .ThenBy(static subject => subject.Subject.ImageSha256, StringComparer.Ordinal)
                .ThenBy(static subject => TextOf(subject.Subject.Region), StringComparer.Ordinal),
        ]);
    }

    /// <summary>Of corrections in force, for the study's input; null where there are none.</summary>
    public static string? DigestOf(IReadOnlyList<ReviewVerdict> corrections)
    {
        if (corrections.Count == 0) return null;
        var text = new StringBuilder("review 1\n");
        foreach (var line in corrections.Select(TextOf).Order(StringComparer.Ordinal)) text.Append(line).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>More than half of the reviewers say the same; two who differ settle nothing.</summary>
    private static ReviewVerdict? Settle(IReadOnlyList<ReviewVerdict> verdicts) => verdicts
        .GroupBy(TextOf, StringComparer.Ordinal)
        .Where(same => same.Count() * 2 > verdicts.Count)
        .Select(static same => same.First())
        .FirstOrDefault();

    private static string TextOf(ReviewVerdict verdict) => string.Create(
        CultureInfo.InvariantCulture,
        $"{verdict.ReportSha256} {verdict.Start} {verdict.End} {verdict.Target} {verdict.Kind} {verdict.ImageSha256 ?? "-"} {TextOf(verdict.Region)} {TextOf(verdict.Correction)}");

    private static string TextOf(ReviewCorrection? correction) => correction is null ? "-" : string.Create(
        CultureInfo.InvariantCulture,
        $"{correction.Polarity} {correction.Temporality} {correction.Side} {correction.Target} {TextOf(correction.Box)}");

    private static string TextOf(Box? box) => box is not { } at ? "-" : string.Create(
        CultureInfo.InvariantCulture, $"{at.X0:R},{at.Y0:R},{at.Z0:R},{at.X1:R},{at.Y1:R},{at.Z1:R}");
}

/// <summary>One subject and what each of its reviewers said of it last.</summary>
/// <param name="Settled">What they say together; null where they differ.</param>
public sealed record ReviewedSubject(ReviewSubject Subject, IReadOnlyDictionary<string, ReviewVerdict> ByReviewer, ReviewVerdict? Settled);
