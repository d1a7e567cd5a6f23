using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests;

/// <summary>A provider that cannot be had ends a command before it has begun, with one line: no study waits for retries that cannot help.</summary>
public sealed class ProviderTests
{
    private static readonly IReadOnlyDictionary<string, string> CudaByDefault = new Dictionary<string, string> { ["VIVIDMED__Provider"] = "cuda" };

    [Theory]
    [InlineData("cuda", "-p:OnnxRuntime=gpu")]
    [InlineData("tensorrt", "-p:OnnxRuntime=gpu")]
    [InlineData("plugin:/nowhere/ep.so", "/nowhere/ep.so")]
    public async Task A_run_whose_provider_cannot_be_had_names_cause_and_cure_and_writes_nothing(string provider, string named)
    {
        using var folder = new TemporaryFolder();
        await Vividmed.SucceedAsync("phantom", "--out", folder.Path("phantom"), "--cxr", "2", "--ct", "0");

        var run = await Vividmed.RunAsync(
            "run", "--dataset", "mimic-cxr", "--root", folder.Path("phantom", "mimic-cxr"), "--out", folder.Path("out"), "--provider", provider);

        AssertRefused(run, named);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    [Fact]
    public async Task A_provider_that_there_is_not_is_a_usage_error_that_lists_those_that_there_are()
    {
        using var folder = new TemporaryFolder();

        var run = await Vividmed.RunAsync("run", "--dataset", "mimic-cxr", "--root", folder.Root, "--out", folder.Path("out"), "--provider", "gpu");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("tensorrt", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    [Fact]
    public async Task A_worker_for_models_ends_before_it_takes_work_and_one_without_models_does_not_care()
    {
        using var folder = new TemporaryFolder();
        await using var hub = Vividmed.Start("hub", "--state", folder.Path("hub.db"), "--port", "0");
        var address = await hub.LineAsync(line => line.StartsWith("http://", StringComparison.Ordinal));

        AssertRefused(await Vividmed.RunAsync("worker", "--hub", address, "--provider", "cuda"), "cuda");
        AssertRefused(await Vividmed.RunAsync(CudaByDefault, "worker", "--roles", "gpu", "--hub", address), "cuda");

        await using var cpu = Vividmed.Start(CudaByDefault, "worker", "--roles", "cpu", "--hub", address);
        await cpu.LineAsync(line => line.StartsWith("worker: cpu", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_demo_does_not_begin_and_a_check_of_models_says_the_same()
    {
        using var folder = new TemporaryFolder();

        AssertRefused(await Vividmed.RunAsync(CudaByDefault, "demo", "--out", folder.Path("demo"), "--no-train"), "cuda");
        AssertRefused(await Vividmed.RunAsync("models", "check", "--provider", "cuda"), "cuda");

        Assert.False(Directory.Exists(folder.Path("demo")));
    }

    private static void AssertRefused(Finished command, string named)
    {
        Assert.Equal((1, ""), (command.ExitCode, command.Output));
        var line = Assert.Single(command.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("vividmed: models cannot run on ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.OrdinalIgnoreCase);
    }
}
