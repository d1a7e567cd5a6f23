using System.Data.Common;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>Says that this hub is alive, and frees the work of hubs that have gone silent.</summary>
internal sealed class PostgresHeartbeat(IDatabase database, string owner, PostgresTiming timing, Func<PeerNotification, Task> notify)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await BeatAsync();
                await Task.Delay(timing.Beat, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The hub closes.
        }
    }

    /// <summary>Marks a hub as gone and frees its work.</summary>
    public static void MarkGone(SqlSession db, string hub)
    {
        db.Post("UPDATE hubs SET gone = TRUE WHERE id = $1", hub);
        Claims.ReleaseAll(db, hub);
        db.NotifyPeers(new Wakeups { Freed = true });
    }

    private async Task BeatAsync()
    {
        try
        {
            if (await database.WriteAsync(Beat)) await notify(new PeerNotification(Everything: true, Transitions: []));
        }
        catch (DbException)
        {
            // The database is away: the next beat tells whether it is back.
        }
    }

    private bool Beat(SqlSession db)
    {
        db.Post("UPDATE hubs SET seen = clock_timestamp(), gone = FALSE WHERE id = $1", owner);
        var silent = db.Query(
            "SELECT id FROM hubs WHERE NOT gone AND id <> $1 AND seen < clock_timestamp() - $2", row => row.GetString(0), owner, timing.Patience);
        foreach (var hub in silent) MarkGone(db, hub);
        return silent.Count > 0;
    }
}
