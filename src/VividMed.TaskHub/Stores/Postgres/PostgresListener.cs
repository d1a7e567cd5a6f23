using Npgsql;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>Listens to what other hubs notify, and looks for itself now and then, in case a notification got lost.</summary>
internal sealed class PostgresListener(PostgresAddress address, string owner, PostgresTiming timing, Func<PeerNotification, Task> notify)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(timing.Beat, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // The hub closes.
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync(cancellationToken);
        var pending = new List<PeerNotification>();
        connection.Notification += (_, notification) =>
        {
            if (NotificationPayload.Read(notification.Payload, owner) is { } received) pending.Add(received);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {address.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);

        // What happened before this listener was there is in the backlog.
        await notify(new PeerNotification(Everything: true, Transitions: null));
        while (true)
        {
            var isNotified = await connection.WaitAsync(timing.Poll, cancellationToken);
            if (pending.Count > 0) await notify(Together(pending));
            else if (!isNotified) await notify(new PeerNotification(Everything: true, Transitions: null));
            pending.Clear();
        }
    }

    private static PeerNotification Together(List<PeerNotification> pending) => new(
        pending.Exists(one => one.Everything),
        pending.Exists(one => one.Transitions is null) ? null : [.. pending.SelectMany(one => one.Transitions!)]);
}
