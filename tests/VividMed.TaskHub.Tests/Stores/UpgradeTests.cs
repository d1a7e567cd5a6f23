using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores.Sqlite;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>A file that the first version left behind, with work in flight: a timer, a parent and its child, rounds, a fan-in, a suspension and a pending start.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public UpgradeTests()
    {
        _file = _folder.Path("hub.db");
        File.Copy(Repository.Path("tests/VividMed.TaskHub.Tests/Stores/schema-1.db"), _file);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Todays_hub_finishes_what_the_first_version_began()
    {
        await using var hub = await TestHub.StartAsync(options => options.DatabasePath = _file);
        await using var worker = hub.Connect(script =>
        {
            script.Activities["Part"] = request => Worker.Result(request.Input);
            script.Activities["ChildWork"] = _ => Worker.Result("grown");
            script.Activities["RoundWork"] = _ => Worker.Result("round");
            script.Activities["Never"] = _ => Worker.Result("late");
            script.Orchestrators["Done"] = turn => turn.Complete(turn.Started.Input);
            script.Orchestrators["Child"] = turn => turn.Complete(Results(turn).Single());
            script.Orchestrators["Parent"] = turn => turn.Complete("grown-up");
            script.Orchestrators["Rounds"] = turn => turn.Complete(Results(turn).Single());
            script.Orchestrators["Event"] = turn => turn.Complete("held and released");
            script.Orchestrators["FanIn"] = turn =>
            {
                if (Results(turn).Count == 5) turn.Complete("5");
            };
        });

        Assert.Equal("\"later\"", (await hub.CompletionAsync("later")).Output);
        Assert.Equal("grown", (await hub.CompletionAsync("child")).Output);
        Assert.Equal("grown-up", (await hub.CompletionAsync("parent")).Output);
        Assert.Equal("round", (await hub.CompletionAsync("rounds")).Output);
        Assert.Equal("5", (await hub.CompletionAsync("fanin")).Output);
        Assert.Equal(OrchestrationStatus.Suspended, (await hub.GetAsync("event")).OrchestrationStatus);
        await hub.Client.ResumeInstanceAsync(new() { InstanceId = "event" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("held and released", (await hub.CompletionAsync("event")).Output);
        Assert.Equal("\"Done\"", (await hub.GetAsync("done")).Output);
        Assert.Equal(OrchestrationStatus.Running, (await hub.GetAsync("timer")).OrchestrationStatus);
    }

    [Fact]
    public void The_file_gets_the_newest_schema_and_keeps_every_row()
    {
        using var db = new SqliteSession(_file, readOnly: false);
        Assert.Equal(1, Count(db, "PRAGMA user_version"));
        var instances = Count(db, "SELECT count(*) FROM instances");
        SqliteSchema.Ensure(db);
        Assert.Equal(4, Count(db, "PRAGMA user_version"));
        Assert.Equal((8, instances), (instances, Count(db, "SELECT count(*) FROM instances WHERE owner IS NULL")));
    }

    private static List<string> Results(Turn turn) => [.. turn.Events.Select(e => e.TaskCompleted?.Result).OfType<string>()];

    private static long Count(SqliteSession db, string sql) => db.First(sql, row => row.GetInt64(0));
}
