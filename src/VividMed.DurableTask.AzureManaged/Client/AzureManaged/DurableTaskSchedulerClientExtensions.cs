using Azure.Core;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client.AzureManaged;

/// <summary>Named as in Microsoft's own package, so that it can take this one's place.</summary>
public static class DurableTaskSchedulerClientExtensions
{
    /// <summary>Connects the client to a task hub of Azure Durable Task Scheduler.</summary>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder,
        string endpointAddress,
        string taskHubName,
        TokenCredential credential,
        Action<DurableTaskSchedulerClientOptions>? configure = null) => builder.UseDurableTaskScheduler(options =>
    {
        (options.EndpointAddress, options.TaskHubName, options.Credential) = (endpointAddress, taskHubName, credential);
        configure?.Invoke(options);
    });

    /// <summary>As above, from <c>Endpoint=…;TaskHub=…;Authentication=…</c>.</summary>
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder, string connectionString, Action<DurableTaskSchedulerClientOptions>? configure = null)
    {
        var connection = DurableTaskSchedulerClientOptions.FromConnectionString(connectionString);
        builder.UseDurableTaskScheduler(connection.EndpointAddress, connection.TaskHubName, connection.Credential!, configure);
    }

    /// <summary>
    /// As above, from options alone. What they lack is refused when the client is made, with a <see cref="SchedulerConnectionException"/>.
    /// </summary>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder, Action<DurableTaskSchedulerClientOptions>? configure = null)
    {
        var name = builder.Name;
        builder.Services.TryAddSingleton<SchedulerChannels>(services => new(services.GetService<TimeProvider>()));
        builder.Services.Configure(name, configure ?? (_ => { }));
        builder.UseGrpc(_ => { });
        builder.Services.AddOptions<GrpcDurableTaskClientOptions>(name)
            .Configure<IOptionsMonitor<DurableTaskSchedulerClientOptions>, SchedulerChannels>((grpc, schedulers, channels) =>
                grpc.Channel = channels.Open(schedulers.Get(name), "client"));
    }
}
