using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Runs;
using VividMed.Dashboard.Tests.Support;
using VividMed.TestKit;

namespace VividMed.Dashboard.Tests.Runs;

public sealed class RunDeedsTests
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_operator_confirms_is_done_and_what_came_of_it_is_said_and_written_down()
    {
        await using var run = await StandingRun.StartAsync();
        using var folder = new TemporaryFolder();
        await using var page = Page(run.Client, Role.Operator, folder.Path("audit.jsonl"), out var deeds);

        await deeds.Find("[data-deed=Cancel]").ClickAsync();
        await deeds.Find("[data-confirm]").ClickAsync();

        Assert.Contains("is cancelled", deeds.Find("[data-result]").TextContent, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await run.Client.GetInstanceAsync(StandingRun.Name, Stop))!.RuntimeStatus);
        Assert.Contains("""
            "role":"operator","act":"cancel","on":"run","outcome":"done"
            """.Trim(), await File.ReadAllTextAsync(folder.Path("audit.jsonl"), Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Reviewer)]
    public async Task Whoever_is_no_operator_is_refused_and_that_is_written_down(Role role)
    {
        await using var run = await StandingRun.StartAsync();
        using var folder = new TemporaryFolder();
        await using var page = Page(run.Client, role, folder.Path("audit.jsonl"), out var deeds);

        await deeds.Find("[data-deed=Cancel]").ClickAsync();
        await deeds.Find("[data-confirm]").ClickAsync();

        Assert.Contains("Only an operator", deeds.Find("[data-result]").TextContent, StringComparison.Ordinal);
        Assert.False((await run.Client.GetInstanceAsync(StandingRun.Name, Stop))!.IsCompleted);
        Assert.Contains("refused", await File.ReadAllTextAsync(folder.Path("audit.jsonl"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_fits_its_state_is_offered()
    {
        await using var run = await StandingRun.StartAsync();
        await using var page = Page(run.Client, Role.Operator, file: null, out var deeds);

        Assert.Equal(["Pause", "Cancel", "event"], deeds.FindAll("[data-deed]").Select(static button => button.GetAttribute("data-deed")));
    }

    private static BunitContext Page(DurableTaskClient client, Role role, string? file, out IRenderedComponent<RunDeeds> deeds)
    {
        var page = new BunitContext();
        page.Services.AddSingleton(client);
        page.Services.AddSingleton(SignedIn.Desk(role, file));
        page.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        deeds = page.Render<RunDeeds>(parameters => parameters
            .Add(static deeds => deeds.Id, StandingRun.Name)
            .Add(static deeds => deeds.Status, OrchestrationRuntimeStatus.Running));
        return page;
    }
}
