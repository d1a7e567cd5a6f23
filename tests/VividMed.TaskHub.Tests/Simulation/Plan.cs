namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>What a simulated orchestration does, as its own input: the same steps in every round, each round continuing as new.</summary>
/// <param name="Name">Id of the instance at the root.</param>
/// <param name="Steps">One after the other.</param>
/// <param name="Rounds">How many are left, this one included.</param>
/// <param name="Sum">Of the rounds before.</param>
/// <param name="NextEvent">Number of the next event; the client's events are numbered from 1 and come in this order.</param>
internal sealed record Plan(string Name, PlanNode[] Steps, int Rounds, int Sum, int NextEvent)
{
    public int EventCount => Rounds * Steps.Count(step => step.Kind == PlanKind.Event);

    /// <summary>The output that an undisturbed run has.</summary>
    public int Expected => (Rounds * Steps.Sum(step => step.Worth)) + (EventCount * (EventCount + 1) / 2);

    public bool Has(PlanKind kind) => Steps.Any(step => step.Has(kind));
}
