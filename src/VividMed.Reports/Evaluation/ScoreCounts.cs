namespace VividMed.Reports;

/// <summary>Hits, false alarms and misses of one label in one sample of reports.</summary>
internal readonly record struct ScoreCounts(long Hits, long FalseAlarms, long Misses)
{
    public double Precision => Share(Hits, Hits + FalseAlarms);

    public double Recall => Share(Hits, Hits + Misses);

    public double F1 => Share(2 * Hits, (2 * Hits) + FalseAlarms + Misses);

    public static ScoreCounts operator +(ScoreCounts a, ScoreCounts b) => new(a.Hits + b.Hits, a.FalseAlarms + b.FalseAlarms, a.Misses + b.Misses);

    public ScoreCounts With(Outcome outcome) => outcome switch
    {
        Outcome.Hit => this with { Hits = Hits + 1 },
        Outcome.FalseAlarm => this with { FalseAlarms = FalseAlarms + 1 },
        _ => this with { Misses = Misses + 1 },
    };

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
