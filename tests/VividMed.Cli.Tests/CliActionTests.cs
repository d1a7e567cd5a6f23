using System.CommandLine;
using Grpc.Core;
using VividMed.Cli.Tests.Images;

namespace VividMed.Cli.Tests;

[Collection(Captured.Console)]
public sealed class CliActionTests
{
    [Fact]
    public async Task Who_stops_a_command_that_waits_for_a_hub_is_told_of_the_stop_and_not_of_the_hub()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var command = new RootCommand();
        CliAction.Set(command, async (_, _) =>
        {
            await stop.CancelAsync();
            throw new RpcException(new Status(StatusCode.Cancelled, "Call canceled by the client."));
        });

        Assert.Equal(ExitCode.Cancelled, await command.Parse([]).InvokeAsync(cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_call_that_the_hub_itself_gave_up_is_a_failure()
    {
        var command = new RootCommand();
        CliAction.Set(command, static (_, _) => throw new RpcException(new Status(StatusCode.Cancelled, "shutting down")));

        Assert.Equal(ExitCode.Failed, await command.Parse([]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }
}
