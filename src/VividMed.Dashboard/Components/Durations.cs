using System.Globalization;

namespace VividMed.Dashboard.Components;

/// <summary>Lengths of time as people read them: <c>0.42 s</c>, <c>1:05 min</c>, <c>2:03:20 h</c>, <c>3 d 04:00 h</c>.</summary>
internal static class Durations
{
    public static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time:m\\:ss} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time:h\\:mm\\:ss} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time:hh\\:mm} h"),
    };
}
