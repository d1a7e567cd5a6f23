using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using VividMed.Cli.Running;
using VividMed.TaskHub;
using VividMed.TestKit;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Tests.Running;

/// <summary>Commands that start runs, over a real hub without a worker.</summary>
public sealed class RunStarterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TaskHubServer _hub = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    public async ValueTask InitializeAsync()
    {
        _hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") }, Token);
        _services = new ServiceCollection().AddLogging().AddDurableTaskClient(client => client.UseGrpc(options => options.CallInvoker = _hub.Calls)).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_same_command_finds_the_run_that_is_at_it()
    {
        Assert.Equal(new("one", "started", IsNew: true), await RunStarter.StartAsync(Client, Request("one"), Token));
        Assert.Equal(new("one", "goes on where it was", IsNew: false), await RunStarter.StartAsync(Client, Request("two"), Token));
    }

    [Fact]
    public async Task A_command_that_asks_for_something_else_takes_the_place()
    {
        await RunStarter.StartAsync(Client, Request("one"), Token);
        var (run, what, _) = await RunStarter.StartAsync(Client, Request("two") with { Limit = 5 }, Token);

        Assert.Equal("two", run);
        Assert.Contains("in the place of one", what, StringComparison.Ordinal);
        Assert.Equal(["two"], await UnfinishedAsync());
    }

    [Fact]
    public async Task Of_commands_that_are_given_at_the_same_moment_one_run_stays()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => RunStarter.StartAsync(Client, Request($"run-{number}"), Token))));

        var run = Assert.Single(await UnfinishedAsync());
        Assert.All(started, one => Assert.Equal(run, one.Run));
    }

    [Fact]
    public async Task Runs_of_other_stores_are_left_alone()
    {
        await RunStarter.StartAsync(Client, Request("one"), Token);
        Assert.Equal(new("two", "started", IsNew: true), await RunStarter.StartAsync(Client, Request("two") with { Out = "/elsewhere" }, Token));
        Assert.Equal(["one", "two"], await UnfinishedAsync());
    }

    private static SynthesisRequest Request(string run) => new() { Run = run, Dataset = "cxr-csv", Root = "/data", Out = "/out", Models = "/models" };

    private async Task<List<string>> UnfinishedAsync() => await Client
        .GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running] })
        .Select(static instance => instance.InstanceId).Order().ToListAsync(Token);
}
