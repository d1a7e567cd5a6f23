using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Worker;

internal static class WorkItemRequest
{
    public static GetWorkItemsRequest Create(DurableTaskWorkerOptions.ConcurrencyOptions concurrency, DurableTaskWorkerWorkItemFilters? filters, bool largePayloads = false)
    {
        GetWorkItemsRequest request = new()
        {
            MaxConcurrentOrchestrationWorkItems = concurrency.MaximumConcurrentOrchestrationWorkItems,
            MaxConcurrentActivityWorkItems = concurrency.MaximumConcurrentActivityWorkItems,
            Capabilities = { WorkerCapability.HistoryStreaming },
        };
        if (largePayloads)
        {
            request.Capabilities.Add(WorkerCapability.LargePayloads);
        }

        if (filters is not null)
        {
            request.WorkItemFilters = new();
            request.WorkItemFilters.Orchestrations.AddRange(
                filters.Orchestrations.Select(filter => new OrchestrationFilter { Name = filter.Name, Versions = { filter.Versions ?? [] } }));
            request.WorkItemFilters.Activities.AddRange(
                filters.Activities.Select(filter => new ActivityFilter { Name = filter.Name, Versions = { filter.Versions ?? [] } }));
        }

        return request;
    }
}
