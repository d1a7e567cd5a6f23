using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;

namespace VividMed.Dashboard.Reviews;

/// <summary>One reviewer before one sheet: which item is looked at, what was said of which, and what is taken back first.</summary>
public sealed class ReviewSession
{
    private readonly Dictionary<string, ReviewAnswer> _answers;
    private readonly Stack<string> _order;

    /// <param name="answers">What the reviewer has said before, in the order in which it was said.</param>
    public ReviewSession(ReviewSheet sheet, IReadOnlyList<ReviewAnswer> answers)
    {
        Sheet = sheet;
        var known = answers.Where(answer => sheet.Items.Any(item => item.Id == answer.Item)).ToList();
        _answers = known.ToDictionary(static answer => answer.Item, StringComparer.Ordinal);
        _order = new Stack<string>(known.Select(static answer => answer.Item));
        MoveToOpen(from: 0);
    }

    public ReviewSheet Sheet { get; }

    /// <summary>The place of the item that is looked at, from 0.</summary>
    public int Position { get; private set; }

    public ReviewItem Item => Sheet.Items[Position];

    public int Answered => _answers.Count;

    public bool IsDone => Answered == Sheet.Items.Count;

    public bool CanUndo => _order.Count > 0;

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<ReviewAnswer> Answers => [.. _order.Reverse().Select(item => _answers[item])];

    public ReviewAnswer? AnswerOn(ReviewItem item) => _answers.GetValueOrDefault(item.Id);

    /// <summary>
    /// Judges the item that is looked at, and goes on to the next that has no answer. Why it cannot be followed where it cannot: then nothing
    /// changes.
    /// </summary>
    public (ReviewAnswer? Answer, string? Problem) Judge(VerdictKind kind, ReviewCorrection? correction)
    {
        var item = Item;
        // What was filled in for another verdict and then found right is no correction.
        var answer = new ReviewAnswer(item.Id, kind) { Correction = kind == VerdictKind.Accept || correction == new ReviewCorrection() ? null : correction };
        if (item.Judge(answer.Kind, answer.Correction, drawn: null).FindProblem() is { } problem) return (null, problem);
        if (_answers.ContainsKey(item.Id)) Forget(item.Id);
        _answers[item.Id] = answer;
        _order.Push(item.Id);
        MoveToOpen(Position);
        return (answer, null);
    }

    /// <summary>Takes back the last answer and goes to its item; null where there is none.</summary>
    public ReviewItem? Undo()
    {
        if (!_order.TryPop(out var last)) return null;
        _answers.Remove(last);
        Position = Sheet.Items.Index().First(item => item.Item.Id == last).Index;
        return Item;
    }

    /// <summary>Goes forward or back without an answer.</summary>
    public void Move(int by) => Position = Math.Clamp(Position + by, 0, Sheet.Items.Count - 1);

    private void Forget(string item)
    {
        var others = _order.Reverse().Where(other => other != item).ToList();
        _order.Clear();
        foreach (var other in others) _order.Push(other);
    }

    /// <summary>The next item without an answer, from the start again behind the last; where all have one, the next.</summary>
    private void MoveToOpen(int from)
    {
        var count = Sheet.Items.Count;
        for (var step = 0; step < count; step++)
        {
            var at = (from + step) % count;
            if (_answers.ContainsKey(Sheet.Items[at].Id)) continue;
            Position = at;
            return;
        }

        Position = Math.Min(from + 1, Math.Max(0, count - 1));
    }
}
