using System.Globalization;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>SIGTERM, as service managers send it, to hub and workers in the middle of a run.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_hub_and_a_worker_told_to_stop_end_well_and_their_successors_finish_the_run_under_the_eyes_of_its_watcher()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "12", "--ct", "0");
        await using var hub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", "0");
        var address = await hub.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var worker = Vividmed.Start("worker", "--hub", address);
        await using var run = Vividmed.Start(
            "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--partition-size", "2", "--in-flight", "1", "--hub", address, "--wait");
        await run.LineAsync(line => line.Contains("written", StringComparison.Ordinal));

        var stoppedHub = await hub.TerminateAsync();
        var stoppedWorker = await worker.TerminateAsync();
        await using var nextHub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", new Uri(address).Port.ToString(CultureInfo.InvariantCulture));
        await using var nextWorker = Vividmed.Start("worker", "--hub", address);
        var ended = await run.EndAsync();

        Assert.Equal((0, 0, 0), (stoppedHub.ExitCode, stoppedWorker.ExitCode, ended.ExitCode));
        Assert.Contains("waiting for the work in hand", stoppedHub.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("will be done again", stoppedHub.Errors, StringComparison.Ordinal);
        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("out"));
    }

    [Fact]
    public async Task A_hub_without_the_connection_string_of_its_database_says_where_to_put_it()
    {
        var refused = await Vividmed.RunAsync("hub", "--postgres", "--port", "0");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("VIVIDMED__Postgres", refused.Errors, StringComparison.Ordinal);
    }
}
