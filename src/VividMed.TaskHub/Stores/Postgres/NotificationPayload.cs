using System.Text;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>
/// What a transaction tells the other hubs: who speaks, whether work became free, and the ids of instances that started or ended,
/// one a line, or <c>*</c> when they are too many for a notification.
/// </summary>
internal sealed class NotificationPayload
{
    // PostgreSQL takes up to 8,000 bytes.
    private const int MaxBytes = 7_500;

    private readonly HashSet<string> _transitions = new(StringComparer.Ordinal);
    private bool _freed;
    private bool _any;

    public void Add(Wakeups wakeups)
    {
        // What became runnable is known only with the answers, which come with the commit.
        _any = true;
        _freed |= wakeups.Freed;
        _transitions.UnionWith(wakeups.Started);
        _transitions.UnionWith(wakeups.Ended);
    }

    /// <summary>The text to send, or null when there is nothing to tell. Starts anew.</summary>
    public string? Take(string owner)
    {
        if (!_any) return null;
        var head = $"{owner}\n{(_freed ? "freed" : "new")}";
        var bytes = head.Length + _transitions.Sum(id => Encoding.UTF8.GetByteCount(id) + 1);
        var text = bytes > MaxBytes || _transitions.Any(id => id.Contains('\n', StringComparison.Ordinal))
            ? head + "\n*"
            : string.Join('\n', [head, .. _transitions]);
        Clear();
        return text;
    }

    public void Clear()
    {
        _transitions.Clear();
        _freed = _any = false;
    }

    /// <summary>Reads what a hub sent; null when it was <paramref name="owner"/> itself, who knows already.</summary>
    public static PeerNotification? Read(string text, string owner)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2 || lines[0] == owner) return null;
        return new PeerNotification(lines[1] == "freed", lines is [_, _, "*"] ? null : lines[2..]);
    }
}
