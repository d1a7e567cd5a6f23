using Azure.Core;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker.AzureManaged;

/// <summary>Named as in Microsoft's own package, so that it can take this one's place.</summary>
public static class DurableTaskSchedulerWorkerExtensions
{
    /// <summary>Connects the worker to a task hub of Azure Durable Task Scheduler.</summary>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder,
        string endpointAddress,
        string taskHubName,
        TokenCredential credential,
        Action<DurableTaskSchedulerWorkerOptions>? configure = null) => builder.UseDurableTaskScheduler(options =>
    {
        (options.EndpointAddress, options.TaskHubName, options.Credential) = (endpointAddress, taskHubName, credential);
        configure?.Invoke(options);
    });

    /// <summary>As above, from <c>Endpoint=…;TaskHub=…;Authentication=…</c>.</summary>
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder, string connectionString, Action<DurableTaskSchedulerWorkerOptions>? configure = null)
    {
        var connection = DurableTaskSchedulerWorkerOptions.FromConnectionString(connectionString);
        builder.UseDurableTaskScheduler(connection.EndpointAddress, connection.TaskHubName, connection.Credential!, configure);
    }

    /// <summary>
    /// As above, from options alone. What they lack is refused when the worker is made, with a <see cref="SchedulerConnectionException"/>.
    /// </summary>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder, Action<DurableTaskSchedulerWorkerOptions>? configure = null)
    {
        var name = builder.Name;
        builder.Services.TryAddSingleton<SchedulerChannels>(services => new(services.GetService<TimeProvider>()));
        builder.Services.Configure(name, configure ?? (_ => { }));
        builder.UseGrpc(_ => { });
        builder.Services.AddOptions<GrpcDurableTaskWorkerOptions>(name)
            .Configure<IOptionsMonitor<DurableTaskSchedulerWorkerOptions>, SchedulerChannels>((grpc, schedulers, channels) =>
            {
                var scheduler = schedulers.Get(name);
                grpc.Channel = channels.Open(scheduler, "worker", scheduler.WorkerId);
            });
    }
}
