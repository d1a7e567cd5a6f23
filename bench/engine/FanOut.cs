using Microsoft.DurableTask;

namespace VividMed.Bench.Engine;

/// <summary>All activities at once, then one sum.</summary>
internal sealed class FanOut : TaskOrchestrator<int, int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, input).Select(i => context.CallActivityAsync<int>(nameof(Echo), i)));
        return results.Distinct().Count();
    }
}
