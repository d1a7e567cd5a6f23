using Microsoft.DurableTask;

namespace VividMed.Bench.Engine;

/// <summary>The shape of a dataset run: pages of partitions, a bounded number of them in flight, five activities each, continued as new after each page.</summary>
internal sealed class Partitions : TaskOrchestrator<PartitionsState, int>
{
    public const int ActivitiesEach = 5;
    private const int PageSize = 100;
    private const int InFlight = 16;

    public override async Task<int> RunAsync(TaskOrchestrationContext context, PartitionsState input)
    {
        var (next, done) = (input.Done, 0);
        var end = Math.Min(input.Count, input.Done + PageSize);
        var inFlight = new List<Task<int>>();
        while (next < end || inFlight.Count > 0)
        {
            while (next < end && inFlight.Count < InFlight)
            {
                inFlight.Add(context.CallSubOrchestratorAsync<int>(nameof(Chain), ActivitiesEach, new SubOrchestrationOptions { InstanceId = $"{context.InstanceId}-{next++}" }));
            }

            var ended = await Task.WhenAny(inFlight);
            inFlight.Remove(ended);
            done += await ended / ActivitiesEach;
        }

        var state = input with { Done = input.Done + done };
        if (state.Done < state.Count) context.ContinueAsNew(state);
        return state.Done;
    }
}
