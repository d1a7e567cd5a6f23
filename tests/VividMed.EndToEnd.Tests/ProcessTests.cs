using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>Hub and workers as processes of their own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_hub_a_cpu_worker_and_a_gpu_worker_run_a_dataset_together()
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "4", "--ct", "0");
        await using var hub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", "0");
        var address = await hub.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));
        await using var cpu = Vividmed.Start("worker", "--roles", "cpu", "--hub", address);
        await using var gpu = Vividmed.Start("worker", "--roles", "gpu", "--hub", address);

        await Vividmed.SucceedAsync(
            "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--hub", address, "--wait");

        await Vividmed.SucceedAsync("shards", "verify", "--shards", folder.Path("out"));
        var list = await Vividmed.SucceedAsync("runs", "list", "--hub", address, "--output", "json");
        Assert.Contains("\"status\":\"completed\"", list.Output, StringComparison.Ordinal);
    }
}
