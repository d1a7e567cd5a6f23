using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace VividMed.TaskHub;

public static class TaskHubServiceCollectionExtensions
{
    /// <summary>Registers a durable task hub over one SQLite file; map it with <see cref="TaskHubEndpointExtensions.MapTaskHub"/>.</summary>
    public static IServiceCollection AddTaskHub(this IServiceCollection services, Action<TaskHubOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IHubStore>(provider =>
            HubStores.Create(provider.GetRequiredService<IOptions<TaskHubOptions>>().Value, "default", provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<HubEngine>();
        services.AddHostedService(provider => provider.GetRequiredService<HubEngine>());
        services.AddSingleton<InstanceCommands>();
        services.AddSingleton<InstanceReads>();
        services.AddSingleton<WorkItemFeed>();
        services.AddSingleton<WorkCompletions>();
        services.AddGrpc();
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions<TaskHubService>>()
            .Configure<IOptions<TaskHubOptions>>((grpc, hub) =>
            {
                grpc.MaxReceiveMessageSize = hub.Value.MaxMessageBytes;
                grpc.MaxSendMessageSize = null;
            });
        return services;
    }
}
