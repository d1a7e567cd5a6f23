namespace VividMed.Grounding.Questions;

/// <summary>
/// Thins the questions of many studies, so that of no question its answer can be guessed without looking: of each type and subject, all
/// answers that are kept stand equally often, and a question that has but one answer is not asked. What is dropped follows from digests.
/// </summary>
public static class QuestionBalance
{
    /// <summary>The samples in their order, with the questions that stay.</summary>
    public static IReadOnlyList<Sample> Apply(IReadOnlyList<Sample> samples)
    {
        var kept = samples
            .SelectMany(static (sample, at) => sample.Questions.Select((question, index) => new Asked(sample.Id, at, index, question)))
            .GroupBy(static asked => (asked.Question.Type, asked.Question.Subject))
            .SelectMany(static group => Level([.. group.GroupBy(static asked => asked.Question.Answer, StringComparer.Ordinal)]))
            .Select(static asked => (asked.Sample, asked.Index))
            .ToHashSet();
        return [.. samples.Select((sample, at) => sample with { Questions = [.. sample.Questions.Where((_, index) => kept.Contains((at, index)))] })];
    }

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
