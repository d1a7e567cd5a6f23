using Microsoft.DurableTask;

namespace VividMed.Bench.Engine;

/// <summary>One activity after the other.</summary>
internal sealed class Chain : TaskOrchestrator<int, int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        var done = 0;
        for (var i = 0; i < input; i++) done += await context.CallActivityAsync<int>(nameof(Echo), 1);
        return done;
    }
}
