using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests.InProcess;

/// <summary>The same within the process.</summary>
public sealed class InProcessOrchestrationTests : OrchestrationTests
{
    private protected override Task<TestHub> StartAsync(Action<TaskHubOptions>? configure = null, ManualTime? time = null) => TestHub.StartAsync(configure, time, inProcess: true);
}
