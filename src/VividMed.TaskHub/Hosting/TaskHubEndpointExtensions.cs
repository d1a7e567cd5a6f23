using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace VividMed.TaskHub;

public static class TaskHubEndpointExtensions
{
    /// <summary>Serves <c>/TaskHubSidecarService/*</c>; the server must speak HTTP/2.</summary>
    public static IEndpointConventionBuilder MapTaskHub(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<TaskHubService>();
}
