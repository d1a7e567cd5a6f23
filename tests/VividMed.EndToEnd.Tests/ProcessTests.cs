using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>Hub and workers as processes of their own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_run_says_that_no_worker_is_there_and_a_cpu_worker_and_a_gpu_worker_do_it_together()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "4", "--ct", "0");
        await using var hub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", "0");
        var address = await hub.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var run = Vividmed.Start(
            "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--hub", address, "--wait");
        await run.LineAsync(line => line.EndsWith($"no worker is connected that takes SynthesizeDataset; start one with 'vividmed worker --hub {address}'", StringComparison.Ordinal));
        await using var cpu = Vividmed.Start("worker", "--roles", "cpu", "--hub", address);
        await using var gpu = Vividmed.Start("worker", "--roles", "gpu", "--hub", address);

        var ended = await run.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("a worker has come, and it goes on", ended.Errors, StringComparison.Ordinal);
        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("out"));
        var list = await Vividmed.SucceedAsync("runs", "list", "--hub", address, "--output", "json");
        Assert.Contains("\"status\":\"completed\"", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_reaches_its_task_hub_by_a_scheduler_s_connection_string()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "2", "--ct", "0");
        await using var hub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", "0", "--hubs", "default,mimic");
        var address = await hub.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));
        var scheduler = $"Endpoint={address};TaskHub=mimic;Authentication=None";
        await using var worker = Vividmed.Start(new Dictionary<string, string> { ["VIVIDMED__DurableTaskScheduler"] = scheduler }, "worker");

        await Vividmed.SucceedAsync(
            "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--run", "far", "--hub", scheduler, "--wait");

        var there = await Vividmed.SucceedAsync("runs", "show", "far", "--hub", scheduler, "--output", "json");
        var elsewhere = await Vividmed.SucceedAsync("runs", "list", "--hub", address, "--output", "json");
        Assert.Contains("\"status\":\"completed\"", there.Output, StringComparison.Ordinal);
        Assert.Equal("[]", elsewhere.Output.Trim());
        await using var dashboard = Vividmed.Start("dashboard", "--hub", scheduler, "--port", "0");
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(await dashboard.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal))), TestContext.Current.CancellationToken);
        Assert.Contains("far", page, StringComparison.Ordinal);
    }
}
