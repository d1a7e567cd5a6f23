using Microsoft.DurableTask;

namespace VividMed.Bench.Engine;

/// <summary>Waits to be opened from outside, then calls its activities.</summary>
internal sealed class Gate : TaskOrchestrator<int, int>
{
    public const string Open = nameof(Open);

    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        await context.WaitForExternalEvent<bool>(Open);
        var done = 0;
        for (var i = 0; i < input; i++) done += await context.CallActivityAsync<int>(nameof(Echo), 1);
        return done;
    }
}
