using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using VividMed.TaskHub.Monitoring;

namespace VividMed.TaskHub.Service;

/// <summary>Answers what the Durable Task protocol has no question for.</summary>
internal sealed class TaskHubMonitorService(HubDirectory hubs) : TaskHubMonitor.TaskHubMonitorBase
{
    public override Task<UnservedWorkResponse> ListUnservedWork(UnservedWorkRequest request, ServerCallContext context)
    {
        var response = new UnservedWorkResponse();
        foreach (var waiting in hubs.Of(context).Hub.Dispatcher.Unserved(request.InstanceIdPrefix))
        {
            response.Work.Add(new UnservedWork
            {
                Name = waiting.Kind.Name,
                Version = waiting.Kind.Version,
                IsActivity = waiting.IsActivity,
                Count = waiting.Count,
                Since = waiting.Since.ToTimestamp(),
            });
        }

        return Task.FromResult(response);
    }
}
