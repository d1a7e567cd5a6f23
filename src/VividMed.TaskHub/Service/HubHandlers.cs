using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>Those who answer the callers of one task hub; hubs share nothing but the process.</summary>
internal sealed class HubHandlers(Hub hub, ILoggerFactory loggers)
{
    public Hub Hub { get; } = hub;

    public InstanceCommands Commands { get; } = new(hub);

    public InstanceReads Reads { get; } = new(hub);

    public WorkItemFeed Feed { get; } = new(hub, loggers.CreateLogger<WorkItemFeed>());

    public WorkCompletions Completions { get; } = new(hub, loggers.CreateLogger<WorkCompletions>());
}
