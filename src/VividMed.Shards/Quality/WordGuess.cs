using VividMed.Grounding;

namespace VividMed.Shards.Quality;

/// <summary>A multinomial naive Bayes guess of an answer from a question's words alone.</summary>
internal sealed class WordGuess
{
    /// <summary>Rarer answers are hardly ever the best guess, and open questions have thousands.</summary>
    private const int MostAnswers = 200;

    private readonly List<(string Answer, double Prior, Dictionary<string, double> Words, double Unseen)> _answers = [];

    public WordGuess(List<AskedQuestion> questions)
    {
        var vocabulary = questions.SelectMany(static question => question.Words).Distinct(StringComparer.Ordinal).Count();
        var answers = questions.GroupBy(static question => question.Answer, StringComparer.Ordinal)
            .OrderByDescending(static answer => answer.Count())
            .ThenBy(static answer => answer.Key, StringComparer.Ordinal)
            .Take(MostAnswers);
        foreach (var answer in answers)
        {
            var counts = answer.SelectMany(static question => question.Words).CountBy(static word => word, StringComparer.Ordinal).ToList();
            var whole = Math.Log(counts.Sum(static word => word.Value) + vocabulary);
            _answers.Add((
                answer.Key, Math.Log(answer.Count()),
                counts.ToDictionary(static word => word.Key, word => Math.Log(word.Value + 1) - whole, StringComparer.Ordinal), -whole));
        }
    }

    /// <summary>The first in the alphabet of those that are equally frequent.</summary>
    public string MostFrequent => _answers[0].Answer;

    public string Of(string[] words) => _answers.MaxBy(answer =>
        answer.Prior + words.Sum(word => answer.Words.GetValueOrDefault(word, answer.Unseen))).Answer;
}

/// <summary>A question as a guesser sees it.</summary>
internal sealed record AskedQuestion(string Subject, string[] Words, string Answer, int Fold)
{
    public static AskedQuestion Of(QuestionAnswer question, int fold) => new(
        question.Subject,
        question.Question.ToLowerInvariant().Split([' ', ',', '?', ':', '.'], StringSplitOptions.RemoveEmptyEntries),
        question.Answer, fold);
}
