using VividMed.Dashboard.Health;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Tests.Health;

/// <summary>The figures of a hub over the last while.</summary>
public sealed class HubHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sums_become_what_was_done_each_second()
    {
        var history = new HubHistory();
        history.Add(At(0, activities: 10));
        history.Add(At(5, activities: 30));
        history.Add(At(15, activities: 130));

        Assert.Equal([4.0, 10.0], Values(history, "Activities a second"));
    }

    [Fact]
    public void A_turn_s_time_is_the_mean_of_those_between_two_looks_and_none_has_none()
    {
        var history = new HubHistory();
        history.Add(At(0, turns: 2, turnSeconds: 1));
        history.Add(At(5, turns: 6, turnSeconds: 2));
        history.Add(At(10, turns: 6, turnSeconds: 2));

        Assert.Equal([250.0], Values(history, "A turn, until it is stored"));
    }

    [Fact]
    public void A_hub_that_began_anew_is_no_fall_below_nothing()
    {
        var history = new HubHistory();
        history.Add(At(0, activities: 500));
        history.Add(At(5, activities: 0));
        history.Add(At(10, activities: 5));

        Assert.Equal([1.0], Values(history, "Activities a second"));
    }

    [Fact]
    public void What_is_older_than_a_quarter_of_an_hour_is_forgotten()
    {
        var history = new HubHistory();
        for (var at = 0; at < HubHistory.Most + 20; at++) history.Add(At(5 * at));

        Assert.Equal(HubHistory.Most, Values(history, "Work that waits").Count);
    }

    [Fact]
    public void The_longest_wait_is_that_of_the_queue_that_waits_longest()
    {
        var facts = new HubFacts(
            "default", "SQLite", new Dictionary<OrchestrationRuntimeStatus, int>(),
            [new("TagReports", true, 3, 1, Start.AddSeconds(-2)), new("WriteShard", true, 4, 0, Start.AddSeconds(-9)), new("GroundFindings", true, 0, 2, null)], []);

        var moment = HubMoment.Of(facts, Start);

        Assert.Equal((7, 3, TimeSpan.FromSeconds(9)), (moment.Ready, moment.InHand, moment.Wait));
    }

    [Fact]
    public void A_line_goes_from_edge_to_edge_and_its_highest_value_to_the_top()
    {
        var plot = new HubPlot("a", "ms", [new(Start, 0), new(Start.AddSeconds(5), 200), new(Start.AddSeconds(10), 100)]);

        Assert.Equal("0,54 120,2 240,28", plot.Line());
        Assert.Equal("100 ms, at most 200 ms", plot.Words);
        Assert.Equal("nothing yet", (plot with { Points = [] }).Words);
    }

    private static HubMoment At(int second, long activities = 0, long turns = 0, double turnSeconds = 0) => new(
        Start.AddSeconds(second), Ready: second, InHand: 0, TimeSpan.Zero,
        new HubTotals { Activities = activities, Turns = turns, TurnTime = TimeSpan.FromSeconds(turnSeconds) });

    private static IReadOnlyList<double> Values(HubHistory history, string title) =>
        [.. history.Plots().Single(plot => plot.Title == title).Points.Select(static point => point.Value)];
}
