using VividMed.Grounding;

namespace VividMed.Shards.Quality;

/// <summary>
/// How far questions can be answered without an image: by the most frequent answer of their type, and by their own words. What that gains over
/// chance is bias of the questions, which a model would learn instead of looking.
/// </summary>
public sealed class TextOnlyBaseline
{
    /// <summary>Questions of a type that are looked at, the first ones: more would not move a figure, and memory stays bounded.</summary>
    private const int MostQuestions = 20_000;

    private const int Folds = 5;

    private readonly SortedDictionary<string, List<AskedQuestion>> _types = new(StringComparer.Ordinal);
    private int _studies;

    /// <summary>Takes a sample's questions; all of one study fall into one fold.</summary>
    public void Add(Sample sample)
    {
        foreach (var question in sample.Questions)
        {
            if (!_types.TryGetValue(question.Type, out var asked)) _types.Add(question.Type, asked = []);
            if (asked.Count < MostQuestions) asked.Add(AskedQuestion.Of(question, _studies % Folds));
        }

        _studies++;
    }

    /// <summary>By type, in alphabetical order.</summary>
    public IReadOnlyList<TextOnlyAccuracy> Measure() => [.. _types.Select(static type => Measure(type.Key, type.Value))];

    private static TextOnlyAccuracy Measure(string type, List<AskedQuestion> asked)
    {
        var answers = asked.CountBy(static question => question.Answer, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var choices = asked.GroupBy(static question => question.Subject, StringComparer.Ordinal).ToDictionary(
            static subject => subject.Key, static subject => subject.Select(static question => question.Answer).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        var (majority, words) = (0, 0);
        for (var fold = 0; fold < Folds; fold++)
        {
            var (train, test) = (asked.FindAll(question => question.Fold != fold), asked.FindAll(question => question.Fold == fold));
            if (train.Count == 0) continue;
            var guess = new WordGuess(train);
            majority += test.Count(question => question.Answer == guess.MostFrequent);
            words += test.Count(question => question.Answer == guess.Of(question.Words));
        }

        return new TextOnlyAccuracy(
            type, asked.Count, answers.Count, asked.Average(question => 1.0 / choices[question.Subject]), (double)majority / asked.Count, (double)words / asked.Count);
    }
}

/// <summary>
/// One type of questions. Chance is a guess among the answers that the same question has anywhere in the version; Majority always says the
/// answer that is most frequent in the other folds, Words what a naive Bayes guess from the question's words says.
/// </summary>
public sealed record TextOnlyAccuracy(string Type, int Questions, int Answers, double Chance, double Majority, double Words)
{
    /// <summary>What may be gained over chance without looking.</summary>
    public const double Bar = 0.05;

    /// <summary>The better of both guesses, less chance.</summary>
    public double Gain => Math.Max(Majority, Words) - Chance;

    /// <summary>Whether the type can be trusted. A sampling error is allowed for: few questions show little.</summary>
    public bool Holds => Gain <= Bar + (2 * Math.Sqrt(Chance * (1 - Chance) / Questions));
}
