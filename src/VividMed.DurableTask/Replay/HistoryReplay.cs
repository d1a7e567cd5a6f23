using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask;

/// <summary>
/// Replays recorded histories against the present code, without a hub: a test that does so with checked-in histories shows
/// that orchestrations in flight survive the next deployment.
/// </summary>
public static class HistoryReplay
{
    /// <summary>Runs the orchestrator of <paramref name="history"/> through every turn that was recorded. No activity is called.</summary>
    /// <param name="registry">Holds the orchestrator; its activities are not needed.</param>
    /// <param name="options">The options of the workers that recorded the history, where they were not the default.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The code diverges; the message names the expected and the found action.</exception>
    /// <exception cref="ArgumentException">The registry has no such orchestrator.</exception>
    public static ReplayOutcome Run(
        RecordedHistory history, DurableTaskRegistry registry, DurableTaskWorkerOptions? options = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(registry);
        OrchestratorRequest request = new() { InstanceId = history.InstanceId };
        request.PastEvents.AddRange(history.Events);
        ExecutionStartedEvent start = history.Events.First(recorded => recorded.ExecutionStarted is not null).ExecutionStarted;
        if (!registry.Orchestrators.TryFind(start.Name, start.Version, out Func<ITaskOrchestrator>? create))
        {
            throw new ArgumentException($"No orchestrator named '{start.Name}' is registered.", nameof(registry));
        }

        OrchestrationReplay replay = new(request, start, create(), options ?? new(), loggers ?? NullLoggerFactory.Instance, FailureFactory.Plain);
        CompleteOrchestrationAction? found = replay.Verify();
        RequireSameEnd(history, found);
        return found is null
            ? new(OrchestrationRuntimeStatus.Running, null)
            : new(found.OrchestrationStatus.ToModel(), found.Result);
    }

    /// <summary>Outputs may differ: a result record that gained a property does not break orchestrations in flight.</summary>
    private static void RequireSameEnd(RecordedHistory history, CompleteOrchestrationAction? found)
    {
        ExecutionCompletedEvent? recorded = history.Events.LastOrDefault(happened => happened.ExecutionCompleted is not null)?.ExecutionCompleted;
        if (recorded?.OrchestrationStatus != found?.OrchestrationStatus)
        {
            string expected = recorded is null ? "to go on" : $"to end as {recorded.OrchestrationStatus}";
            string actual = found is null ? "it goes on" : $"it ends as {found.OrchestrationStatus}";
            string reason = found?.FailureDetails is { } failure ? $" ({failure.ErrorType}: {failure.ErrorMessage})" : string.Empty;
            throw new NonDeterministicOrchestrationException($"The history expects the orchestration {expected}, but when replayed {actual}{reason}.");
        }
    }
}
