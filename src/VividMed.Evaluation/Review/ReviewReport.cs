using VividMed.Evaluation.Statistics;
using VividMed.Grounding.Review;

namespace VividMed.Evaluation.Review;

/// <summary>
/// What a review has found: precision of what was given a region and of what was not, apart, by class and over all, with Wilson intervals;
/// strata weigh as they do in the version. Subjects on which reviewers differ are open and count for nothing but agreement.
/// </summary>
/// <param name="Subjects">Phrases with a region, or without, that somebody judged.</param>
/// <param name="Open">Those on which reviewers differ.</param>
/// <param name="Stale">Those that the version does not have any more: its report or image changed, or the study is gone.</param>
public sealed record ReviewReport(
    int Subjects,
    int Open,
    IReadOnlyList<StaleSubject> Stale,
    ReviewPrecision Grounded,
    ReviewPrecision Ungrounded,
    IReadOnlyDictionary<string, int> Verdicts,
    IReadOnlyList<ReviewerScore> Reviewers,
    IReadOnlyList<ReviewerAgreement> Agreement)
{
    /// <param name="isStale">Whether a version has nothing any more that a subject could be on.</param>
    public static ReviewReport Of(IReadOnlyList<ReviewSubmission> submissions, Func<ReviewSubject, bool> isStale)
    {
        var consensus = ReviewConsensus.Of(submissions);
        var (stale, living) = (new List<StaleSubject>(), new List<ReviewedSubject>());
        foreach (var subject in consensus.Subjects)
        {
            if (isStale(subject.Subject)) stale.Add(new StaleSubject(subject.Subject.Study, subject.Subject.Target));
            else living.Add(subject);
        }

        var settled = living.Where(static subject => subject.Settled is not null).Select(static subject => subject.Settled!).ToList();
        return new ReviewReport(
            living.Count,
            living.Count - settled.Count,
            stale,
            ReviewPrecision.Of([.. settled.Where(static verdict => verdict.Region is not null)]),
            ReviewPrecision.Of([.. settled.Where(static verdict => verdict.Region is null)]),
            new SortedDictionary<string, int>(settled.CountBy(static verdict => verdict.Kind.Word(), StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            [.. submissions.GroupBy(static submission => submission.Reviewer, StringComparer.Ordinal).OrderBy(static own => own.Key, StringComparer.Ordinal).Select(own => ReviewerScore.Of(own.Key, living, [.. own.SelectMany(static submission => submission.Gold)]))],
            ReviewerAgreement.Of(living));
    }
}

/// <summary>A subject that verdicts name and the version has no more.</summary>
public sealed record StaleSubject(string Study, string Target);

/// <summary>How much of what was judged is right, over all and by target.</summary>
public sealed record ReviewPrecision(ShareInterval? Overall, IReadOnlyDictionary<string, ShareInterval> ByTarget)
{
    internal static ReviewPrecision Of(IReadOnlyList<ReviewVerdict> verdicts) => new(
        Share(verdicts),
        new SortedDictionary<string, ShareInterval>(
            verdicts.GroupBy(static verdict => verdict.Target, StringComparer.Ordinal).ToDictionary(static own => own.Key, static own => Share([.. own])!, StringComparer.Ordinal),
            StringComparer.Ordinal));

    /// <summary>Weighted by what each stands for; the effective number of trials is (sum of weights) squared over the sum of their squares (Kish, 1965).</summary>
    private static ShareInterval? Share(IReadOnlyList<ReviewVerdict> verdicts)
    {
        var (right, all, squares) = (0.0, 0.0, 0.0);
        foreach (var verdict in verdicts)
        {
            var weight = verdict.Drawn?.Weight ?? 1;
            if (verdict.Kind == VerdictKind.Accept) right += weight;
            (all, squares) = (all + weight, squares + (weight * weight));
        }

        return all > 0 ? Wilson.Of(right / all, all * all / squares) : null;
    }
}

/// <summary>One reviewer: how many subjects, and how many of the planted faults were seen.</summary>
public sealed record ReviewerScore(string Reviewer, int Subjects, int Planted, ShareInterval? Caught)
{
    internal static ReviewerScore Of(string reviewer, IReadOnlyList<ReviewedSubject> subjects, IReadOnlyList<GoldAnswer> gold)
    {
        var last = gold.GroupBy(static answer => answer.Item, StringComparer.Ordinal).Select(static own => own.Last()).ToList();
        return new ReviewerScore(
            reviewer, subjects.Count(subject => subject.ByReviewer.ContainsKey(reviewer)), last.Count,
            last.Count == 0 ? null : Wilson.Of(last.Count(static answer => answer.IsCaught) / (double)last.Count, last.Count));
    }
}

/// <summary>How far two reviewers agree on what both looked at.</summary>
/// <param name="Kappa">Of right or wrong.</param>
/// <param name="KindKappa">Of the kinds of verdict.</param>
public sealed record ReviewerAgreement(string One, string Other, int Subjects, double? Kappa, double? KindKappa)
{
    internal static IReadOnlyList<ReviewerAgreement> Of(IReadOnlyList<ReviewedSubject> subjects)
    {
        var names = subjects.SelectMany(static subject => subject.ByReviewer.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var agreements = new List<ReviewerAgreement>();
        for (var i = 0; i < names.Count; i++)
        {
            for (var j = i + 1; j < names.Count; j++)
            {
                var pairs = subjects
                    .Where(subject => subject.ByReviewer.ContainsKey(names[i]) && subject.ByReviewer.ContainsKey(names[j]))
                    .Select(subject => (One: subject.ByReviewer[names[i]].Kind, Other: subject.ByReviewer[names[j]].Kind))
                    .ToList();
                if (pairs.Count == 0) continue;
                agreements.Add(new ReviewerAgreement(
                    names[i], names[j], pairs.Count,
                    Statistics.Kappa.Of(pairs.ConvertAll(static pair => (pair.One == VerdictKind.Accept, pair.Other == VerdictKind.Accept))), Statistics.Kappa.Of(pairs)));
            }
        }

        return agreements;
    }
}
