using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Components;
using VividMed.Dashboard.Tests.Support;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Tests.Components;

public sealed class ReviewGateTests
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("#review-approve", true)]
    [InlineData("#review-reject", false)]
    public async Task A_word_that_is_confirmed_reaches_the_run(string button, bool approved)
    {
        await using var run = await StandingRun.StartAsync();
        await using var page = Page(run.Client, Role.Reviewer, out var gate);

        await gate.Find(button).ClickAsync();
        await gate.Find("#review-confirm").ClickAsync();

        Assert.Contains(approved ? "goes on" : "ends without training", gate.Find("#review-answered").TextContent, StringComparison.Ordinal);
        Assert.Contains(await EventsAsync(run), line => line.Name == SynthesizeDataset.ReviewApproved);
    }

    [Fact]
    public async Task A_word_that_is_taken_back_reaches_nobody()
    {
        await using var run = await StandingRun.StartAsync();
        await using var page = Page(run.Client, Role.Reviewer, out var gate);

        await gate.Find("#review-approve").ClickAsync();
        await gate.Find("#review-back").ClickAsync();

        Assert.NotNull(gate.Find("#review-approve"));
        Assert.DoesNotContain(await EventsAsync(run), static line => line.Name == SynthesizeDataset.ReviewApproved);
    }

    [Fact]
    public async Task Who_may_only_look_releases_nothing_and_is_told_so()
    {
        await using var run = await StandingRun.StartAsync();
        await using var page = Page(run.Client, Role.Viewer, out var gate);

        await gate.Find("#review-approve").ClickAsync();
        await gate.Find("#review-confirm").ClickAsync();

        Assert.Contains("Only a reviewer", gate.Find("#review-refused").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(await EventsAsync(run), static line => line.Name == SynthesizeDataset.ReviewApproved);
    }

    private static BunitContext Page(DurableTaskClient client, Role role, out IRenderedComponent<ReviewGate> gate)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddSingleton(client);
        page.Services.AddMudServices();
        page.Services.AddSingleton(SignedIn.Desk(role));
        gate = page.Render<ReviewGate>(parameters => parameters.Add(static gate => gate.Run, StandingRun.Name));
        return page;
    }

    /// <summary>What has happened to the run, once it has seen whatever was sent to it.</summary>
    private static async Task<IReadOnlyList<HistoryLine>> EventsAsync(StandingRun run)
    {
        await run.CommitAsync();
        return HistoryLine.From(await run.Client.GetOrchestrationHistoryAsync(StandingRun.Name, Stop));
    }
}
