using Grpc.Core;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker.AzureManaged;
using VividMed.Cli.Configuration;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting;

/// <summary>
/// How to reach a hub, the same for clients and workers: one of this project's at an address or in this process, or Azure Durable Task
/// Scheduler by its connection string.
/// </summary>
internal sealed class HubConnection
{
    private readonly CallInvoker? _calls;
    private readonly string? _scheduler;

    private HubConnection(string name, CallInvoker? calls, string? scheduler) => (Name, _calls, _scheduler) = (name, calls, scheduler);

    /// <summary>What it is called in messages; it holds no secret.</summary>
    public string Name { get; }

    /// <summary>Asks what waits there for a worker that is not there.</summary>
    public UnservedWorkReader Unserved => UnservedWorkQuery.Over(_calls);

    /// <summary>Asks what the protocol has no question for.</summary>
    public HubInspection InspectWith(DurableTaskClient client) => new(_calls, client);

    /// <param name="name">What it is to be called.</param>
    /// <param name="calls">How it is reached, such as from within its process.</param>
    public static HubConnection Over(string name, CallInvoker calls) => new(name, calls, scheduler: null);

    /// <param name="address">Of a hub that listens elsewhere.</param>
    /// <param name="token">The bearer token that it asks for.</param>
    /// <param name="taskHub">Which of its task hubs is meant, if not <c>default</c>.</param>
    public static HubConnection At(string address, string? token = null, string? taskHub = null) => HubAddress.IsAddress(address)
        ? new(address, HubChannel.Open(new(address), token, taskHub), scheduler: null)
        : throw CliException.WrongCall($"'{address}' is no hub address; it looks like http://localhost:4001");

    public static HubConnection Scheduler(string connectionString)
    {
        try
        {
            var options = DurableTaskSchedulerClientOptions.FromConnectionString(connectionString);
            return new($"task hub {options.TaskHubName} of {options.EndpointAddress}", calls: null, connectionString);
        }
        catch (ArgumentException malformed)
        {
            throw new CliException($"the address of Azure Durable Task Scheduler does not do: {malformed.Message}");
        }
    }

    /// <summary>A client without workers beside it.</summary>
    public DurableTaskClient CreateClient()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTaskClient(Use);
        return services.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }

    public void Use(IDurableTaskClientBuilder client)
    {
        if (_scheduler is not null) client.UseDurableTaskScheduler(_scheduler);
        else client.UseGrpc(options => options.CallInvoker = _calls);
    }

    public void Use(IDurableTaskWorkerBuilder worker)
    {
        if (_scheduler is not null) worker.UseDurableTaskScheduler(_scheduler);
        else worker.UseGrpc(options => options.CallInvoker = _calls);
    }
}
