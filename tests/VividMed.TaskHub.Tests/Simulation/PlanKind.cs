namespace VividMed.TaskHub.Tests.Simulation;

internal enum PlanKind
{
    /// <summary>An activity that answers its input.</summary>
    Echo,

    /// <summary>An activity that always fails; the orchestration gets over it.</summary>
    Broken,

    /// <summary>An activity that fails a few times, under a retry policy.</summary>
    Flaky,

    /// <summary>An activity that fails the whole orchestration, whatever parts are under way, until somebody repairs it and rewinds.</summary>
    Fragile,

    Timer,

    /// <summary>A sub-orchestration that does the parts.</summary>
    Child,

    /// <summary>An event that the orchestration sends to itself.</summary>
    Self,

    /// <summary>An activity against a timer; the loser is left behind.</summary>
    Race,

    /// <summary>The client's next event.</summary>
    Event,

    /// <summary>All parts at once.</summary>
    Together,
}
