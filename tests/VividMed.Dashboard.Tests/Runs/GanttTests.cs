using DurableTask.Core.History;
using VividMed.Dashboard.Runs;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class GanttTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tries_of_one_thing_share_its_row()
    {
        var gantt = Gantt.Of([Bar("tag", 0, 1, "bad"), Bar("tag", 2, 3), Bar("write", 3, 4)], Start);

        Assert.Equal(["tag", "write"], gantt.Rows);
        Assert.Equal([0, 0, 1], gantt.Bars.Select(static bar => bar.Row));
        Assert.Equal(0.5, gantt.At(Start.AddSeconds(2)));
    }

    [Fact]
    public void Many_are_packed_into_as_few_rows_as_hold_them_side_by_side()
    {
        var bars = Enumerable.Range(0, 3_600).Select(static at => Bar($"p{at}", at / 4, (at / 4) + 1)).ToList();

        var gantt = Gantt.Of(bars, Start);

        Assert.Empty(gantt.Rows);
        Assert.Equal(4, gantt.RowCount);
        Assert.All(
            gantt.Bars.GroupBy(static bar => bar.Row),
            static row => Assert.All(row.Zip(row.Skip(1)), static pair => Assert.True(pair.First.Bar.End <= pair.Second.Bar.Start)));
    }

    [Fact]
    public void What_is_under_way_reaches_to_now()
    {
        var gantt = Gantt.Of([Bar("tag", 0, null)], Start.AddSeconds(8));

        Assert.Equal(Start.AddSeconds(8), gantt.End);
    }

    [Fact]
    public void A_history_gives_a_bar_for_each_call_with_how_it_ended()
    {
        var time = Start.UtcDateTime;
        var bars = TimeSpanBar.Of(
        [
            new TaskScheduledEvent(0) { Name = "Tag", Timestamp = time },
            new TaskFailedEvent(-1, 0, "broken", "", null) { Timestamp = time.AddSeconds(1) },
            new TimerCreatedEvent(1, time.AddSeconds(3)) { Timestamp = time.AddSeconds(1) },
            new TimerFiredEvent(-1) { TimerId = 1, Timestamp = time.AddSeconds(3) },
            new TaskScheduledEvent(2) { Name = "Tag", Timestamp = time.AddSeconds(3) },
            new SubOrchestrationInstanceCreatedEvent(3) { Name = "Part", InstanceId = "run:p1", Timestamp = time.AddSeconds(3) },
            new TaskCompletedEvent(-1, 2, "1") { Timestamp = time.AddSeconds(5) },
        ]);

        Assert.Equal(["Tag bad 1", "timer calm 2", "Tag ok 2", "Part busy -"], bars.Select(static bar => $"{bar.Row} {bar.Kind} {(bar.End is { } end ? (end - bar.Start).TotalSeconds : "-")}"));
        Assert.Equal("/instances/run:p1", bars[^1].Href);
    }

    private static TimeSpanBar Bar(string row, double from, double? to, string kind = "ok") =>
        new(row, Start.AddSeconds(from), to is { } end ? Start.AddSeconds(end) : null, kind);
}
