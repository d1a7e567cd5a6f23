using Grpc.Core;
using VividMed.TaskHub.Monitoring;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting;

/// <summary>What waits for a worker that is not there, as hubs of this project tell it; other engines are not asked.</summary>
internal static class UnservedWorkQuery
{
    public static UnservedWorkReader Over(CallInvoker? hub) => async (prefix, cancellationToken) =>
    {
        if (hub is null) return [];
        try
        {
            var monitor = new TaskHubMonitor.TaskHubMonitorClient(hub);
            var answer = await monitor.ListUnservedWorkAsync(new() { InstanceIdPrefix = prefix }, cancellationToken: cancellationToken);
            return [.. answer.Work.Select(work => new Workflows.Progress.UnservedWork(work.Name, work.Count, work.Since.ToDateTimeOffset()))];
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unimplemented)
        {
            return [];
        }
    };
}
