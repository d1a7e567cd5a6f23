using System.Globalization;

namespace VividMed.Datasets.Index;

/// <summary>
/// When a file's time vouches for its content. A file that was written in the very moment of its reading may be written again within the
/// same tick of the source's clock, some of which count in whole seconds or two, and would keep its time under another content.
/// </summary>
public static class SourceClock
{
    private static readonly TimeSpan Coarsest = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether what was read then may be remembered under this stamp: its modification time lies two seconds back, or it is an ETag
    /// or a checksum, which every change renews. The stamp of a folder begins with the time of its newest file and a slash.
    /// </summary>
    public static bool IsSettled(string stamp, DateTimeOffset readAt)
    {
        if (stamp.Length == 0) return false;
        var time = stamp.AsSpan(0, stamp.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? end : stamp.Length);
        return !long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            || readAt.UtcTicks - ticks >= Coarsest.Ticks;
    }
}
