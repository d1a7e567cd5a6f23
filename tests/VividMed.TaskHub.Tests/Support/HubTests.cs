namespace VividMed.TaskHub.Tests.Support;

/// <summary>Tests of what a hub does, whichever store it has.</summary>
public abstract class HubTests
{
    private protected virtual Task<TestHub> StartAsync(Action<TaskHubOptions>? configure = null, ManualTime? time = null) => TestHub.StartAsync(configure, time);
}
