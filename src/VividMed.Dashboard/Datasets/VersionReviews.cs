using VividMed.Evaluation.Review;
using VividMed.Shards.Reviews;
using VividMed.Storage.Stores;

namespace VividMed.Dashboard.Datasets;

/// <summary>
/// What the reviewers of each version of a dataset have handed in, on the page or from files, measured as the results of a review are. A verdict
/// counts for the version that it was given on: whether a later one still has what it speaks of, <c>vividmed review report</c> says.
/// </summary>
internal static class VersionReviews
{
    /// <summary>By the version's number; versions of which nothing was handed in have none.</summary>
    /// <exception cref="Shards.ShardException"><c>bad-review</c>.</exception>
    public static async Task<IReadOnlyDictionary<int, ReviewReport>> ReadAsync(IBlobStore store, CancellationToken cancellationToken) =>
        (await ReviewLog.ReadAsync(store, cancellationToken))
            .GroupBy(static submission => submission.Version)
            .ToDictionary(static own => own.Key, static own => ReviewReport.Of([.. own], static _ => false));
}
