namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>One step of a <see cref="Plan"/>.</summary>
internal sealed record PlanNode(PlanKind Kind, int Value, PlanNode[] Parts)
{
    /// <summary>What the step adds to the orchestration's sum; the client's events are counted by the plan.</summary>
    public int Worth => Kind switch
    {
        PlanKind.Echo or PlanKind.Flaky or PlanKind.Self => Value,
        PlanKind.Fragile => Value + Parts.Sum(part => part.Worth),
        PlanKind.Broken => 1,
        PlanKind.Child or PlanKind.Together => Rounds * Parts.Sum(part => part.Worth),
        _ => 0,
    };

    /// <summary>How often the parts are done: some sub-orchestrations continue as new once.</summary>
    public int Rounds => Kind == PlanKind.Child && Value % 3 == 0 ? 2 : 1;

    public bool Has(PlanKind kind) => Kind == kind || Parts.Any(part => part.Has(kind));
}
