using VividMed.TaskHub.Monitoring;

namespace VividMed.TaskHub.Tests;

/// <summary>What a hub's server has done since it started.</summary>
public sealed class RunningTotalsTests
{
    [Fact]
    public void Every_hub_has_sums_of_its_own()
    {
        using var telemetry = new HubTelemetry();
        telemetry.TurnStored("one", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), replayed: 20);
        telemetry.TurnStored("one", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), replayed: 5);
        telemetry.ActivityStored("one");
        telemetry.Redelivered("one", 3);
        telemetry.GaveUp("one");
        telemetry.ActivityStored("other");

        Assert.Equal(
            new HubTotals { Turns = 2, TurnSeconds = 7, CommitSeconds = 3, Replayed = 25, Activities = 1, Redelivered = 3, Poisoned = 1 },
            telemetry.TotalsOf("one").Read());
        Assert.Equal(new HubTotals { Activities = 1 }, telemetry.TotalsOf("other").Read());
    }
}
