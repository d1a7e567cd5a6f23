using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VividMed.TaskHub.InProcess;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Service;
using VividMed.TaskHub.Stores;

namespace VividMed.TaskHub;

/// <summary>For a hub within a web application of one's own; <see cref="TaskHubServer"/> needs none.</summary>
public static class TaskHubServiceCollectionExtensions
{
    /// <summary>
    /// Registers a durable task hub (or several named ones), each over a SQLite file of its own; map it with
    /// <see cref="TaskHubEndpointExtensions.MapTaskHub"/>.
    /// </summary>
    public static IServiceCollection AddTaskHub(this IServiceCollection services, Action<TaskHubOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HubStoreFactory>(provider => hub =>
            HubStores.Create(provider.GetRequiredService<IOptions<TaskHubOptions>>().Value, hub, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<HubTelemetry>();
        services.AddSingleton<HubDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<HubDirectory>());
        services.AddSingleton<TaskHubService>();
        services.AddSingleton<TaskHubMonitorService>();
        services.AddSingleton<InProcessMethods>();
        services.AddSingleton<CallInvoker, InProcessInvoker>();
        services.AddGrpc();
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions<TaskHubService>>()
            .Configure<IOptions<TaskHubOptions>>((grpc, hub) =>
            {
                grpc.MaxReceiveMessageSize = hub.Value.MaxTransportBytes;
                grpc.MaxSendMessageSize = null;
            });
        return services;
    }
}

/// <summary>Serves the hubs that <see cref="TaskHubServiceCollectionExtensions.AddTaskHub"/> registered.</summary>
public static class TaskHubEndpointExtensions
{
    /// <summary>Serves <c>/TaskHubSidecarService/*</c> and <c>/TaskHubMonitor/*</c>; the server must speak HTTP/2.</summary>
    public static IEndpointConventionBuilder MapTaskHub(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<TaskHubMonitorService>();
        return endpoints.MapGrpcService<TaskHubService>();
    }
}
