using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Worker.Grpc;

namespace VividMed.DurableTask.Worker.AzureManaged;

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
        options.EndpointAddress = endpointAddress;
        options.TaskHubName = taskHubName;
        options.Credential = credential;
        configure?.Invoke(options);
    });

    /// <summary>As above, from <c>Endpoint=…;TaskHub=…;Authentication=…</c>.</summary>
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder, string connectionString, Action<DurableTaskSchedulerWorkerOptions>? configure = null)
    {
        DurableTaskSchedulerWorkerOptions connection = DurableTaskSchedulerWorkerOptions.FromConnectionString(connectionString);
        builder.UseDurableTaskScheduler(options =>
        {
            options.EndpointAddress = connection.EndpointAddress;
            options.TaskHubName = connection.TaskHubName;
            options.Credential = connection.Credential;
            options.AllowInsecureCredentials = connection.AllowInsecureCredentials;
            configure?.Invoke(options);
        });
    }

    public static void UseDurableTaskScheduler(this IDurableTaskWorkerBuilder builder, Action<DurableTaskSchedulerWorkerOptions>? configure = null)
    {
        builder.Services.TryAddSingleton<SchedulerChannels>(services => new(services.GetService<TimeProvider>()));
        builder.Services.Configure(builder.Name, configure ?? (_ => { }));
        string name = builder.Name;
        builder.Services.AddOptions<GrpcDurableTaskWorkerOptions>(name)
            .Configure<IOptionsMonitor<DurableTaskSchedulerWorkerOptions>, SchedulerChannels>((grpc, schedulers, channels) =>
            {
                DurableTaskSchedulerWorkerOptions scheduler = schedulers.Get(name);
                grpc.Channel = channels.Open(scheduler, "worker", scheduler.WorkerId);
            });
    }
}
