using Npgsql;

namespace VividMed.TaskHub;

/// <summary>Hears what other hubs announce, and looks for itself now and then, in case an announcement got lost.</summary>
internal sealed class PostgresEar(PostgresAddress address, string owner, PostgresTiming timing, Func<News, Task> hear)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellation);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(timing.Beat, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // The hub closes.
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = await address.ConnectAsync(cancellation);
        var heard = new List<News>();
        connection.Notification += (_, notification) =>
        {
            if (Announcement.Read(notification.Payload, owner) is { } news) heard.Add(news);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {address.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellation);

        // What happened before this ear was open is in the backlog.
        await hear(new News(Everything: true, Transitions: null));
        while (true)
        {
            var isNews = await connection.WaitAsync(timing.Poll, cancellation);
            if (heard.Count > 0) await hear(Together(heard));
            else if (!isNews) await hear(new News(Everything: true, Transitions: null));
            heard.Clear();
        }
    }

    private static News Together(List<News> heard) => new(
        heard.Exists(news => news.Everything),
        heard.Exists(news => news.Transitions is null) ? null : [.. heard.SelectMany(news => news.Transitions!)]);
}
