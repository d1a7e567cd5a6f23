using Microsoft.DurableTask;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed runs on a state that nobody serves: what it shows of a run and does to it.</summary>
[Collection(Captured.Console)]
public sealed class RunsCommandTests : IAsyncLifetime
{
    private const string Report = "EFFUSION ON THE LEFT";

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using var hub = await StateHub.OpenAsync(_folder.Path("hub.db"), new StateUse("test"), TimeProvider.System, TestContext.Current.CancellationToken);
        var request = new SynthesisRequest { Run = "one", Dataset = "mimic-cxr", Root = Report, Out = "/o", Models = "/m" };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SynthesizeDataset), new SynthesisState { Request = request }, new StartOrchestrationOptions("one"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_run_is_paused_resumed_cancelled_and_forgotten()
    {
        Assert.Contains("is paused; 'vividmed runs resume one'", (await RunsAsync("pause", "one")).Output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"suspended\"", (await RunsAsync("show", "one", "--output", "json")).Output, StringComparison.Ordinal);
        Assert.Contains("goes on", (await RunsAsync("resume", "one")).Output, StringComparison.Ordinal);
        Assert.Contains("is not paused", (await RunsAsync("resume", "one")).Output, StringComparison.Ordinal);

        var early = await RunsAsync("purge", "one");
        Assert.Equal(ExitCode.Failed, early.Exit);
        Assert.Contains("'vividmed runs cancel one' ends it, and nothing was forgotten", early.Errors, StringComparison.Ordinal);

        Assert.Contains("is cancelled", (await RunsAsync("cancel", "one")).Output, StringComparison.Ordinal);
        Assert.Contains("has ended already (terminated)", (await RunsAsync("pause", "one")).Errors, StringComparison.Ordinal);
        Assert.Contains("no run ended that long ago", (await RunsAsync("purge", "--older-than", "1")).Errors, StringComparison.Ordinal);
        Assert.Equal("run one is forgotten\n", (await RunsAsync("purge", "one")).Output);
        Assert.Equal("[]\n", (await RunsAsync("list", "--output", "json")).Output);
    }

    [Fact]
    public async Task A_history_is_a_line_an_event_and_never_what_it_carried()
    {
        await RunsAsync("cancel", "one");

        var table = await RunsAsync("history", "one");
        var json = await RunsAsync("history", "one", "--all", "--output", "json");

        Assert.Contains("ExecutionTerminated", table.Output, StringComparison.Ordinal);
        Assert.Contains("\"instance\":\"one\",\"event\":\"ExecutionTerminated\"", json.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Report, table.Output + json.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await RunsAsync("history", "nobody")).Exit);
    }

    [Theory]
    [InlineData("purge")]
    [InlineData("purge", "one", "--older-than", "3")]
    public async Task To_purge_needs_names_or_an_age(params string[] words)
    {
        var refused = await RunsAsync(words);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.Contains("names of runs, or --older-than DAYS", refused.Errors, StringComparison.Ordinal);
    }

    private Task<Captured> RunsAsync(params string[] words) => Captured.RunAsync(["runs", .. words, "--state", _folder.Root]);
}
