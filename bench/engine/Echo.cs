using Microsoft.DurableTask;

namespace VividMed.Bench.Engine;

/// <summary>Does nothing, so that only the engine is measured.</summary>
internal sealed class Echo : TaskActivity<int, int>
{
    public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
}
