using VividMed.TaskHub;

namespace VividMed.Cli.Hosting;

/// <summary>Says on stderr what is wrong with a hub's file: at once, and again each minute for as long as it lasts.</summary>
internal sealed class HubFaults(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private (string Text, DateTimeOffset At) _last = ("", DateTimeOffset.MinValue);

    public void Tell(TaskHubException fault)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_last.Text == fault.Message && now - _last.At < Interval) return;
            _last = (fault.Message, now);
        }

        Console.Error.WriteLine("hub: " + fault.Message);
    }
}
