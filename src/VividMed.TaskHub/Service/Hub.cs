using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>One task hub with those who serve it; hubs share nothing but the process.</summary>
internal sealed class Hub(string name, HubEngine engine, ILoggerFactory loggers)
{
    public string Name { get; } = name;

    public HubEngine Engine { get; } = engine;

    public InstanceCommands Commands { get; } = new(engine);

    public InstanceReads Reads { get; } = new(engine);

    public WorkItemFeed Feed { get; } = new(engine, loggers.CreateLogger<WorkItemFeed>());

    public WorkCompletions Completions { get; } = new(engine, loggers.CreateLogger<WorkCompletions>());
}
