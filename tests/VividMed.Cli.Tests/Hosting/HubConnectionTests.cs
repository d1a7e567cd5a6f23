using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Tests.Configuration;
using VividMed.Cli.Tests.Images;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Hosting;

[Collection(Captured.Console)]
public sealed class HubConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_token_does_not_travel_in_the_clear() =>
        Assert.Throws<CliException>(() => HubConnection.At("http://hub.example:4001", "secret"));

    [Theory]
    [InlineData("{0}")]
    [InlineData("Endpoint={0};TaskHub=b;Authentication=None")]
    public async Task A_hub_is_listed_by_address_or_connection_string(string hub)
    {
        await using var server = await StartAsync();

        var listed = await ListAsync(string.Format(null, hub, server.Address));

        Assert.Equal((ExitCode.Ok, "[]\n"), (listed.Exit, listed.Output));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Endpoint={0};TaskHub=default;Authentication=None")]
    public async Task Messages_larger_than_channels_take_of_themselves_go_both_ways(string hub)
    {
        const int length = 6 << 20;
        await using var server = await StartAsync();
        var address = string.Format(null, hub, server.Address);
        await using var client = (HubAddress.IsScheduler(address) ? HubConnection.Scheduler(address) : HubConnection.At(address)).CreateClient();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Any", new string('x', length), cancellation: TestContext.Current.CancellationToken);
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal(length, instance!.ReadInputAs<string>()!.Length);
    }

    [Theory]
    [InlineData("Endpoint=https://a;Authentication=None", "lacks the key 'TaskHub'")]
    [InlineData("TaskHub=a;Authentication=None", "lacks the key 'Endpoint'")]
    [InlineData("Endpoint=http://a;TaskHub=h;Authentication=DefaultAzure", "plain http")]
    [InlineData("Endpoint=https://127.0.0.1:1;TaskHub=h;Authentication=Environment", "no sign-in to the scheduler")]
    [InlineData("Endpoint=http://127.0.0.1:1;TaskHub=h;Authentication=None", "does not answer")]
    public async Task A_hub_that_cannot_be_reached_is_one_line_with_the_cause(string hub, string cause)
    {
        var listed = await ListAsync(hub);

        Assert.Equal(ExitCode.Failed, listed.Exit);
        Assert.Contains(cause, Assert.Single(listed.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_at_all_is_a_wrong_call()
    {
        var listed = await ListAsync("localhost:4001");

        Assert.Equal(ExitCode.Usage, listed.Exit);
        Assert.Contains("is no hub address", listed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_says_itself_which_task_hub_and_who()
    {
        var listed = await Captured.RunAsync("runs", "list", "--hub", "Endpoint=http://a;TaskHub=h;Authentication=None", "--task-hub", "b");

        Assert.Equal(ExitCode.Failed, listed.Exit);
        Assert.Contains("a scheduler's connection string says both itself", listed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hubs_in_the_settings_are_one_too_many()
    {
        const string scheduler = "Endpoint=http://127.0.0.1:1;TaskHub=h;Authentication=None";
        (string, string)[] both = [("VIVIDMED__Hub", "http://127.0.0.1:1"), ("VIVIDMED__DurableTaskScheduler", scheduler)];

        var unclear = await VividmedProcess.RunAsync(_folder.Root, both, "runs", "list");
        var chosen = await VividmedProcess.RunAsync(_folder.Root, both, "runs", "list", "--hub", "http://127.0.0.1:1");
        var byState = await VividmedProcess.RunAsync(_folder.Root, both, "runs", "list", "--state", "nowhere");

        Assert.Equal((1, 1, 1), (unclear.Exit, chosen.Exit, byState.Exit));
        Assert.Contains("Hub (VIVIDMED__Hub) and DurableTaskScheduler (VIVIDMED__DurableTaskScheduler)", unclear.Errors, StringComparison.Ordinal);
        Assert.Contains("does not answer", chosen.Errors, StringComparison.Ordinal);
        Assert.Contains("hub.db: there is no hub state; pass the output folder of a run", byState.Errors, StringComparison.Ordinal);
    }

    private static Task<Captured> ListAsync(string hub) => Captured.RunAsync("runs", "list", "--output", "json", "--hub", hub);

    private Task<TaskHubServer> StartAsync() =>
        TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db"), Configure = options => options.Hubs.Add("b") }, TestContext.Current.CancellationToken);
}
