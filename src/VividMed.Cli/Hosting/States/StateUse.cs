using VividMed.Inference.Execution;

namespace VividMed.Cli.Hosting.States;

/// <summary>How a command uses a state.</summary>
/// <param name="Command">Its name, which others are told when they attach to it.</param>
internal sealed record StateUse(string Command)
{
    /// <summary>What its workers run models on; null where it has none.</summary>
    public ExecutionOptions? Execution { get; init; }

    /// <summary>Whether others attach to it while it lasts. What is over in a moment is waited for.</summary>
    public bool Lasts { get; init; } = true;

    /// <summary>Whether it goes on through a fault of the state's file, such as a full disk, and tells of it; else the fault ends it.</summary>
    public bool OutlivesFaults { get; init; }

    /// <summary>How long it waits for the work in hand when it is told to stop.</summary>
    public TimeSpan Drain { get; init; } = Shutdown.Embedded;
}
