namespace VividMed.Dashboard.Runs;

/// <summary>
/// Spans of time laid out in rows: each row of a name where there are few, else as few rows as hold them all side by side, as workers were at
/// them.
/// </summary>
internal sealed class Gantt
{
    /// <summary>More rows than a page has room for are packed.</summary>
    private const int MostNamed = 24;

    private Gantt(IReadOnlyList<string> rows, IReadOnlyList<(TimeSpanBar Bar, int Row)> bars, DateTimeOffset start, DateTimeOffset end) =>
        (Rows, Bars, Start, End) = (rows, bars, start, end);

    /// <summary>Names of the rows; empty where rows hold bars of many names.</summary>
    public IReadOnlyList<string> Rows { get; }

    public IReadOnlyList<(TimeSpanBar Bar, int Row)> Bars { get; }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public int RowCount => Bars.Count == 0 ? 0 : Bars.Max(static bar => bar.Row) + 1;

    /// <summary>Where a moment lies, 0 at the start to 1 at the end.</summary>
    public double At(DateTimeOffset moment) => End > Start ? Math.Clamp((moment - Start) / (End - Start), 0, 1) : 0;

    /// <param name="now">Until when what is under way is drawn.</param>
    public static Gantt Of(IReadOnlyList<TimeSpanBar> bars, DateTimeOffset now)
    {
        if (bars.Count == 0) return new([], [], now, now);
        var (start, end) = (bars.Min(static bar => bar.Start), bars.Max(bar => bar.End ?? now));
        var names = bars.Select(static bar => bar.Row).Distinct(StringComparer.Ordinal).ToList();
        return names.Count <= MostNamed
            ? new(names, [.. bars.Select(bar => (bar, names.IndexOf(bar.Row)))], start, end)
            : new([], [.. Pack(bars, now)], start, end);
    }

    /// <summary>Each into the first row that is free at its start.</summary>
    private static IEnumerable<(TimeSpanBar Bar, int Row)> Pack(IEnumerable<TimeSpanBar> bars, DateTimeOffset now)
    {
        var busyUntil = new List<DateTimeOffset>();
        foreach (var bar in bars.OrderBy(static bar => bar.Start))
        {
            var row = busyUntil.FindIndex(until => until <= bar.Start);
            if (row < 0)
            {
                row = busyUntil.Count;
                busyUntil.Add(default);
            }

            busyUntil[row] = bar.End ?? now;
            yield return (bar, row);
        }
    }
}
