using Grpc.Net.Client;

namespace VividMed.OfficialSdk.Tests;

/// <summary>What is larger than the 4 MiB that channels receive by default ends, with its size and the limit, instead of going round for ever.</summary>
public sealed class SizeTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const int Large = 12_000_000;

    [Fact]
    public async Task An_activity_result_of_12_MB_fails_its_orchestration()
    {
        var calls = 0;
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<object?, int>("Measure", async (context, _) => (await context.CallActivityAsync<string>("Write")).Length)
            .AddActivityFunc<object?, string>("Write", (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return new string('x', Large);
            }));

        var run = await host.RunAsync("Measure");

        AssertTooLarge(run);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task An_input_of_12_MB_fails_its_orchestration()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<string, int>("Length", (_, input) => input.Length));

        var id = await host.BeginAsync("Length", new string('x', Large));
        await host.Client.WaitForInstanceCompletionAsync(id, host.Deadline);

        // Such an input comes back only to a client whose channel was opened for it.
        using var channel = GrpcChannel.ForAddress(hub.Address, new() { MaxReceiveMessageSize = 2 * Large });
        await using var reader = await OfficialHost.StartAsync(hub, channel: channel);
        AssertTooLarge(await reader.EndAsync(id));
    }

    [Fact]
    public async Task An_exception_text_of_1_MB_arrives_whole()
    {
        var text = new string('x', 1_000_000);
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Fail", (context, _) => context.CallActivityAsync<object?>("Throw"))
            .AddActivityFunc<object?, object?>("Throw", (_, _) => throw new InvalidOperationException(text)));

        var run = await host.RunAsync("Fail");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.RuntimeStatus);
        Assert.Contains(text, run.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static void AssertTooLarge(OrchestrationMetadata run)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.RuntimeStatus);
        Assert.Matches("120[0-9]{5} bytes; the limit is 4194304 bytes", run.FailureDetails!.ErrorMessage);
    }
}
