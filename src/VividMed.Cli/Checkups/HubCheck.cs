using VividMed.Cli.Hosting;
using VividMed.Cli.Output;

namespace VividMed.Cli.Checkups;

/// <summary>Whether the hub that commands are to use answers, and whether anybody works for it.</summary>
internal static class HubCheck
{
    private const string Part = "hub";

    /// <summary>An instance that no run is called: what counts is that there is an answer.</summary>
    private const string Nobody = "vividmed-doctor";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="find">Which hub is meant; it throws where that cannot be told.</param>
    public static async Task<CheckLine> LookAsync(Func<HubConnection?> find, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            return find() is { } hub ? await AskAsync(hub, limited.Token) : CheckLine.Ok(Part, "address", "none is named: commands bring their own hub");
        }
        catch (Exception slow) when (limited.IsCancellationRequested && !cancellationToken.IsCancellationRequested && slow is OperationCanceledException or Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.Cancelled })
        {
            return CheckLine.Bad(Part, "address", $"the task hub does not answer within {Patience.TotalSeconds:0} seconds", "start it with 'vividmed hub', or correct --hub");
        }
        catch (Exception failure) when (UserError.Explain(failure) is { } line)
        {
            return CheckLine.Bad(Part, "address", line, null);
        }
    }

    private static async Task<CheckLine> AskAsync(HubConnection hub, CancellationToken cancellationToken)
    {
        await using var client = hub.CreateClient();
        await client.GetInstanceAsync(Nobody, getInputsAndOutputs: false, cancellationToken);
        if (await hub.InspectWith(client).DescribeAsync(figuresOnly: false, cancellationToken) is not { } facts) return CheckLine.Ok(Part, hub.Name, "answers; it does not tell who works for it");
        return facts.Workers.Count == 0
            ? CheckLine.Warn(Part, hub.Name, "answers, but no worker is connected", "start one: vividmed worker --roles cpu,gpu with the same --hub")
            : CheckLine.Ok(Part, hub.Name, $"answers; {facts.Workers.Count} workers are connected");
    }
}
