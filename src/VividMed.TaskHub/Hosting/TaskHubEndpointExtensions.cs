using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using VividMed.TaskHub.Monitoring;

namespace VividMed.TaskHub;

public static class TaskHubEndpointExtensions
{
    /// <summary>Serves <c>/TaskHubSidecarService/*</c> and <c>/TaskHubMonitor/*</c>; the server must speak HTTP/2.</summary>
    public static IEndpointConventionBuilder MapTaskHub(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<TaskHubMonitorService>();
        return endpoints.MapGrpcService<TaskHubService>();
    }
}
