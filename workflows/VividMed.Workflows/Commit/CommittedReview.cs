using VividMed.Evaluation.Review;
using VividMed.Evaluation.Statistics;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Shards.Reviews;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Commit;

/// <summary>What the reviewers of a dataset have found, for the version that follows their corrections.</summary>
internal static class CommittedReview
{
    /// <summary>Over the studies that these buckets have; null where nobody has looked.</summary>
    public static async Task<ReviewSummary?> OfAsync(IBlobStore store, IReadOnlyList<BucketMark> buckets, CancellationToken cancellationToken)
    {
        var submissions = await ReviewLog.ReadAsync(store, cancellationToken);
        if (submissions.Count == 0) return null;
        var studies = buckets.SelectMany(static bucket => bucket.Studies).ToDictionary(static study => study.Study, static study => study.Verdict, StringComparer.Ordinal);
        var report = ReviewReport.Of(submissions, subject => !studies.ContainsKey(subject.Study));
        return new ReviewSummary(
            report.Reviewers.Count, report.Subjects, report.Open, studies.Values.Count(static verdict => verdict is not null),
            Share(report.Grounded.Overall), Share(report.Ungrounded.Overall));
    }

    private static ReviewShare? Share(ShareInterval? share) => share is null ? null : new ReviewShare(share.Share, share.Low, share.High);
}
