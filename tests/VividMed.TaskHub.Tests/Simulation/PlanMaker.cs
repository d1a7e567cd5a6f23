namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Makes random plans.</summary>
internal sealed class PlanMaker(Scheduler random)
{
    private const int Depth = 3;

    private static readonly PlanKind[] Lasting = [PlanKind.Echo, PlanKind.Echo, PlanKind.Timer, PlanKind.Self, PlanKind.Race];

    private int _values;
    private bool _rewinds;

    public Plan Make(string name)
    {
        // A rewind takes back every failure, so a plan that gets over some of them is not rewound.
        _rewinds = random.Chance(0.2);
        var steps = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Node(0)).ToList();
        if (_rewinds) steps.Insert(random.Next(steps.Count + 1), Fragile());
        else steps.AddRange(Enumerable.Repeat(new PlanNode(PlanKind.Event, 0, []), random.Next(4)));
        return new(name, [.. steps], _rewinds || random.Chance(0.6) ? 1 : 2 + random.Next(3), Sum: 0, NextEvent: 1);
    }

    /// <summary>Events to a failed instance are lost by design, so what is under way when it fails waits for none.</summary>
    private PlanNode Fragile() =>
        new(PlanKind.Fragile, ++_values, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Node(Depth - 1)).Where(part => part.Kind == PlanKind.Child || !part.Has(PlanKind.Self))]);

    private PlanNode Node(int depth)
    {
        if (depth < Depth && random.Chance(0.45))
        {
            var parts = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Node(depth + 1)).ToArray();
            return new(random.Chance(0.3) ? PlanKind.Child : PlanKind.Together, ++_values, parts);
        }

        if (!_rewinds && random.Chance(0.25)) return new(random.Chance(0.3) ? PlanKind.Broken : PlanKind.Flaky, 1 + random.Next(3), []);
        return new(Lasting[random.Next(Lasting.Length)], ++_values, []);
    }
}
