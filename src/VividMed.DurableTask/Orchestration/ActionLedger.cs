using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

/// <summary>
/// The actions that the orchestrator's code has taken, numbered in order. During replay each is struck off by the event
/// that records it; what is left at the end of a turn is new.
/// </summary>
internal sealed class ActionLedger
{
    private readonly Dictionary<int, OrchestratorAction> _open = [];
    private int _next;

    public int Add(OrchestratorAction action)
    {
        action.Id = _next++;
        _open.Add(action.Id, action);
        return action.Id;
    }

    /// <summary>Strikes off the action that <paramref name="recorded"/> records.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code took another action, or none, at this place.</exception>
    public void Confirm(HistoryEvent recorded)
    {
        ActionShape expected = ActionShape.Of(recorded);
        if (!_open.Remove(recorded.EventId, out OrchestratorAction? action))
        {
            throw new NonDeterministicOrchestrationException(
                $"The history expects {expected} as action #{recorded.EventId}, but the code took no such action when replayed. {Advice}");
        }

        ActionShape found = ActionShape.Of(action);
        if (!expected.Matches(found))
        {
            throw new NonDeterministicOrchestrationException(
                $"The history expects {expected} as action #{recorded.EventId}, but {found} was found when replayed. {Advice}");
        }
    }

    /// <exception cref="NonDeterministicOrchestrationException">The code took an action that the finished turns do not record.</exception>
    public void RequireAllConfirmed()
    {
        if (_open.Count > 0)
        {
            OrchestratorAction action = InOrder().First();
            throw new NonDeterministicOrchestrationException(
                $"The history expects no action #{action.Id}, but {ActionShape.Of(action)} was found when replayed. {Advice}");
        }
    }

    public IEnumerable<OrchestratorAction> InOrder() => _open.Values.OrderBy(action => action.Id);

    public void Clear() => _open.Clear();

    private const string Advice = "Orchestrator code must repeat itself exactly; changed code needs a new version.";
}
