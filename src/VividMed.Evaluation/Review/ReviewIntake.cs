using VividMed.Datasets;
using VividMed.Grounding.Review;

namespace VividMed.Evaluation.Review;

/// <summary>Turns answers on a sheet into a submission: what was planted goes apart, what cannot be followed is told and left out.</summary>
public sealed class ReviewIntake(ReviewSheet sheet, ReviewKey? key)
{
    private readonly Dictionary<string, ReviewItem> _items = sheet.Items.ToDictionary(static item => item.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, ReviewStratum> _strata = sheet.Strata.ToDictionary(static stratum => stratum.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _planted = key?.Planted.ToHashSet(StringComparer.Ordinal) ?? [];

    /// <summary>Whether answers can be told from those on planted faults.</summary>
    public bool IsComplete => _planted.Count == sheet.Planted;

    /// <summary>What the reviewer hands in, and what of it cannot be followed and why.</summary>
    /// <exception cref="DatasetException"><c>unknown-item</c>: an answer is on no item of the sheet; <c>missing-key</c>: it has planted faults.</exception>
    public (ReviewSubmission Submission, IReadOnlyList<string> Problems) Take(string reviewer, DateTimeOffset at, IEnumerable<ReviewAnswer> answers)
    {
        if (!IsComplete) throw new DatasetException("missing-key", $"the sheet has {sheet.Planted} items with a planted fault: give its key, or they count as faults of the dataset");
        var (verdicts, gold, problems) = (new List<ReviewVerdict>(), new List<GoldAnswer>(), new List<string>());
        foreach (var answer in answers)
        {
            var item = _items.GetValueOrDefault(answer.Item)
                ?? throw new DatasetException("unknown-item", $"the sheet has no item {answer.Item}: are the answers those on this sheet?");
            if (_planted.Contains(item.Id))
            {
                gold.Add(new GoldAnswer(item.Id, answer.Kind));
                continue;
            }

            var verdict = item.Judge(answer.Kind, answer.Correction, new ReviewDraw(item.Stratum, WeightOf(item), item.Grounded));
            if (verdict.FindProblem() is { } problem) problems.Add($"item {item.Id} ({item.Study}): {problem}");
            else verdicts.Add(verdict);
        }

        return (new ReviewSubmission(reviewer, sheet.Version, at, verdicts) { Gold = gold }, problems);
    }

    private double WeightOf(ReviewItem item) => _strata.TryGetValue(item.Stratum, out var stratum) ? stratum.Weight : 1;
}
