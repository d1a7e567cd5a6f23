using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask;

/// <summary>Finds the orchestrator of a work item and runs one turn of it.</summary>
internal sealed class OrchestrationRunner(DurableTaskRegistry registry, DurableTaskWorkerOptions options, ILoggerFactory loggers, FailureFactory? failures = null)
{
    /// <summary>Whether this worker hands the instance back because of its version.</summary>
    public bool Rejects(OrchestratorRequest request) =>
        options.Versioning.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Reject
        && FindStart(request)?.ExecutionStarted is { } start
        && !options.Versioning.Accepts(start.Version ?? string.Empty);

    public OrchestratorResponse Run(OrchestratorRequest request)
    {
        if (FindStart(request) is not { ExecutionStarted: { } start } started)
        {
            return Failure(request, "OrchestrationHistoryIncomplete", "The history has no start.");
        }

        if (!options.Versioning.Accepts(start.Version ?? string.Empty))
        {
            return Failure(request, "VersionMismatch", $"Version '{start.Version}' does not match the worker's version '{options.Versioning.Version}'.");
        }

        if (!registry.Orchestrators.TryFind(start.Name, start.Version, out Func<ITaskOrchestrator>? create))
        {
            return Failure(request, "OrchestratorTaskNotFound", $"No orchestrator named '{start.Name}' is registered with this worker.");
        }

        OrchestrationSpan? span = OrchestrationSpan.Of(request, start, started.Timestamp);
        OrchestratorResponse response = new OrchestrationReplay(request, start, create(), options, loggers, failures ?? FailureFactory.Plain, span?.AsParent).Run();
        response.OrchestrationTraceContext = span?.Carried;
        span?.EndWith(response);
        return response;
    }

    private static HistoryEvent? FindStart(OrchestratorRequest request) =>
        request.PastEvents.Concat(request.NewEvents)
            .FirstOrDefault(happened => happened.EventTypeCase == HistoryEvent.EventTypeOneofCase.ExecutionStarted);

    private static OrchestratorResponse Failure(OrchestratorRequest request, string type, string message) => new()
    {
        InstanceId = request.InstanceId,
        Actions =
        {
            new OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new()
                {
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    FailureDetails = new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = true },
                },
            },
        },
    };
}
