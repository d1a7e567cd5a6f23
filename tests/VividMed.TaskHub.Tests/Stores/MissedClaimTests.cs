using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Stores.Postgres;
using VividMed.TaskHub.Stores.Sql;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>A hub that claims an instance in vain stands in the way of the hub that has just brought it something.</summary>
public sealed class MissedClaimTests(PostgresProcess postgres)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public async Task What_arrives_between_a_claim_in_vain_and_its_end_is_not_forgotten()
    {
        await using var database = await OpenAsync(whileClaimed: "INSERT INTO messages(instance, visible_at, bound, payload) VALUES (NEW.key, 0, 0, '')");
        var key = await AddAsync(database);

        var missed = await LoadAsync(database, key);

        Assert.Equal("one", Assert.Single(missed.Runnable).Id);
        Assert.Single(await database.ReadAsync(db => TurnReader.Load(db, [key], Now, new())));
    }

    [Fact]
    public async Task Nothing_is_reported_of_an_instance_that_stays_idle()
    {
        await using var database = await OpenAsync(whileClaimed: "PERFORM 1");

        Assert.Empty((await LoadAsync(database, await AddAsync(database))).Runnable);
    }

    [Fact]
    public async Task An_event_that_waits_for_a_start_to_come_is_left_alone()
    {
        await using var database = await OpenAsync(whileClaimed: "PERFORM 1");
        var key = await AddAsync(database);
        await database.WriteAsync(db =>
        {
            db.Execute("UPDATE instances SET history_length = 0 WHERE key = $1", key);
            MessageTable.Add(db, new(key, "one", "Any", null), new HistoryEvent { EventRaised = new() { Name = "early" } }, bound: false, Now, new());
            return true;
        });

        Assert.Empty((await LoadAsync(database, key)).Runnable);
    }

    /// <summary>An instance under way that has nothing to do.</summary>
    private static Task<long> AddAsync(PostgresDatabase database) => database.WriteAsync(db =>
    {
        InstanceTable.Add(db, new() { Name = "Any", OrchestrationInstance = new() { InstanceId = "one", ExecutionId = "e" } }, Now, static _ => { });
        db.Execute("UPDATE instances SET status = 0, history_length = 1");
        return db.First("SELECT key FROM instances", row => row.GetInt64(0));
    });

    private static async Task<Wakeups> LoadAsync(PostgresDatabase database, long key)
    {
        var missed = new Wakeups();
        Assert.Empty(await database.ReadAsync(db => TurnReader.Load(db, [key], Now, missed)));
        return missed;
    }

    /// <param name="whileClaimed">What another hub does at the last moment before a claim ends.</param>
    private async Task<PostgresDatabase> OpenAsync(string whileClaimed)
    {
        var database = PostgresDatabase.Open(new(await PostgresHub.CreateDatabaseAsync(postgres), "default"), PostgresTiming.Default);
        await database.WriteAsync(db =>
        {
            db.Execute($"CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {whileClaimed}; RETURN NEW; END $body$");
            db.Execute("CREATE TRIGGER meanwhile BEFORE UPDATE ON instances FOR EACH ROW WHEN (OLD.owner IS NOT NULL AND NEW.owner IS NULL) EXECUTE FUNCTION meanwhile()");
            return true;
        });
        return database;
    }
}
