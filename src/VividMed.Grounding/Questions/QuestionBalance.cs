using System.Collections.Immutable;

namespace VividMed.Grounding.Questions;

/// <summary>
/// Thins the questions of many studies, so that of no question its answer can be guessed without looking: of each type and subject, all
/// answers that are kept stand equally often, and a question that has but one answer is not asked. What is dropped follows from digests.
/// </summary>
public static class QuestionBalance
{
    /// <summary>The samples in their order, with the questions that stay.</summary>
    public static IReadOnlyList<Sample> Apply(IReadOnlyList<Sample> samples) => Apply(samples, ImmutableDictionary<string, IReadOnlyList<QuestionAnswer>>.Empty);

    /// <summary>
    /// The same where reviewers have corrected some samples: what stays is decided as before the review, so that a correction changes its
    /// own sample and no other; a corrected sample keeps those of its questions that stayed and that it still asks.
    /// </summary>
    /// <param name="unreviewed">The questions of corrected samples before the review, by sample id.</param>
    public static IReadOnlyList<Sample> Apply(
        IReadOnlyList<Sample> samples, IReadOnlyDictionary<string, IReadOnlyList<QuestionAnswer>> unreviewed)
    {
        var before = samples.Select(sample => unreviewed.GetValueOrDefault(sample.Id, sample.Questions)).ToList();
        var kept = Choose(samples, before);
        return
        [
            .. samples.Select((sample, at) => sample with
            {
                Questions = unreviewed.ContainsKey(sample.Id)
                    ? [.. sample.Questions.Where(question => before[at].Where((_, index) => kept.Contains((at, index))).Any(other => AskTheSame(question, other)))]
                    : [.. sample.Questions.Where((_, index) => kept.Contains((at, index)))],
            }),
        ];
    }

    private static bool AskTheSame(QuestionAnswer one, QuestionAnswer other) =>
        (one.Type, one.Subject, one.Question, one.Answer) == (other.Type, other.Subject, other.Question, other.Answer);

    /// <summary>The questions that stay, as the place of their sample and their own.</summary>
    private static HashSet<(int Sample, int Index)> Choose(IReadOnlyList<Sample> samples, IReadOnlyList<IReadOnlyList<QuestionAnswer>> questions) =>
    [
        .. samples
            .SelectMany((sample, at) => questions[at].Select((question, index) => new Asked(sample.Id, at, index, question)))
            .GroupBy(static asked => (asked.Question.Type, asked.Question.Subject))
            .SelectMany(static group => Level([.. group.GroupBy(static asked => asked.Question.Answer, StringComparer.Ordinal)]))
            .Select(static asked => (asked.Sample, asked.Index)),
    ];

    /// <summary>As many of each answer as keeps the most questions; answers that are rarer are dropped.</summary>
    private static IEnumerable<Asked> Level(List<IGrouping<string, Asked>> answers)
    {
        var counts = answers.ConvertAll(static answer => answer.Count());
        counts.Sort((a, b) => b.CompareTo(a));
        var (level, most) = (0, 0);
        for (var i = 1; i < counts.Count; i++)
        {
            if (counts[i] * (i + 1) >= most) (level, most) = (counts[i], counts[i] * (i + 1));
        }

        return level == 0 ? [] : answers.Where(answer => answer.Count() >= level).SelectMany(answer => answer
            .OrderBy(static asked => QuestionPhrasings.Rank(asked.Study, asked.Question.Type, "keep"))
            .ThenBy(static asked => asked.Study, StringComparer.Ordinal)
            .Take(level));
    }

    private sealed record Asked(string Study, int Sample, int Index, QuestionAnswer Question);
}
