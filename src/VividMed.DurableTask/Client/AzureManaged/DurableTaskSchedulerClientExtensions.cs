using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Client.Grpc;

namespace VividMed.DurableTask.Client.AzureManaged;

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
        options.EndpointAddress = endpointAddress;
        options.TaskHubName = taskHubName;
        options.Credential = credential;
        configure?.Invoke(options);
    });

    /// <summary>As above, from <c>Endpoint=…;TaskHub=…;Authentication=…</c>.</summary>
    /// <exception cref="SchedulerConnectionException">The text cannot be read; the message names the key.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder, string connectionString, Action<DurableTaskSchedulerClientOptions>? configure = null)
    {
        DurableTaskSchedulerClientOptions connection = DurableTaskSchedulerClientOptions.FromConnectionString(connectionString);
        builder.UseDurableTaskScheduler(options =>
        {
            options.EndpointAddress = connection.EndpointAddress;
            options.TaskHubName = connection.TaskHubName;
            options.Credential = connection.Credential;
            options.AllowInsecureCredentials = connection.AllowInsecureCredentials;
            configure?.Invoke(options);
        });
    }

    public static void UseDurableTaskScheduler(this IDurableTaskClientBuilder builder, Action<DurableTaskSchedulerClientOptions>? configure = null)
    {
        builder.Services.TryAddSingleton<SchedulerChannels>(services => new(services.GetService<TimeProvider>()));
        builder.Services.Configure(builder.Name, configure ?? (_ => { }));
        string name = builder.Name;
        builder.Services.AddOptions<GrpcDurableTaskClientOptions>(name)
            .Configure<IOptionsMonitor<DurableTaskSchedulerClientOptions>, SchedulerChannels>((grpc, schedulers, channels) =>
            {
                DurableTaskSchedulerClientOptions scheduler = schedulers.Get(name);
                grpc.Channel = channels.Open(scheduler, "client", workerId: null);
            });
    }
}
