using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker.Grpc;

namespace VividMed.DurableTask.Worker;

/// <summary>Keeps a stream of work items open to the hub for as long as the host runs.</summary>
internal sealed class GrpcDurableTaskWorker(
    string name,
    IOptionsMonitor<DurableTaskRegistry> registries,
    IOptionsMonitor<DurableTaskWorkerOptions> options,
    IOptionsMonitor<GrpcDurableTaskWorkerOptions> connections,
    IOptionsMonitor<WorkItemFilterOptions> filters,
    IServiceProvider services) : BackgroundService
{
    // A connection that keeps failing may be at fault itself: it is made anew now and then.
    private const int FailuresPerConnection = 5;

    private readonly ILoggerFactory _loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
    private readonly CancellationTokenSource _impatient = new();
    private GetWorkItemsRequest _request = new();

    /// <exception cref="OptionsValidationException">A work item filter names what is not registered.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _request = WorkItemRequest.Create(options.Get(name).Concurrency, filters.Get(name).Resolve(name, registries.Get(name), options.Get(name)), connections.Get(name).Interceptors.Count > 0);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Takes no more work, and lets running work end for as long as the host waits (HostOptions.ShutdownTimeout).</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _impatient);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _impatient.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ILogger logger = _loggers.CreateLogger("VividMed.DurableTask.Worker");
        using CancellationTokenSource sending = new();
        HubConnection connection = Connect();
        try
        {
            for (int failures = 0; !stoppingToken.IsCancellationRequested;)
            {
                WorkItemStream stream = new(connection.Stub, Processor(connection, logger), _impatient.Token);
                string reason = await ServeAsync(stream, logger, stoppingToken, sending.Token);
                if (stoppingToken.IsCancellationRequested)
                {
                    break;
                }

                failures = stream.HasReceived ? 1 : failures + 1;
                if (failures % FailuresPerConnection == 0)
                {
                    connection.Dispose();
                    connection = Connect();
                }

                TimeSpan pause = Backoff.Reconnect(failures, Random.Shared);
                logger.Disconnected(name, reason, pause.TotalSeconds);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await sending.CancelAsync();
            connection.Dispose();
        }
    }

    private async Task<string> ServeAsync(WorkItemStream stream, ILogger logger, CancellationToken stopping, CancellationToken sending)
    {
        try
        {
            await stream.RunAsync(_request, name, logger, stopping, sending);
            return "the stream ended";
        }
        catch (RpcException error)
        {
            return error.StatusCode.ToString();
        }
    }

    private HubConnection Connect()
    {
        GrpcDurableTaskWorkerOptions where = connections.Get(name);
        return new(where.CallInvoker, where.Channel, where.Address, where.Interceptors);
    }

    private WorkItemProcessor Processor(HubConnection connection, ILogger logger)
    {
        DurableTaskWorkerOptions settings = options.Get(name);
        DurableTaskRegistry registry = registries.Get(name);
        FailureFactory failures = new(services.GetService<IExceptionPropertiesProvider>());
        return new(
            connection.Stub,
            new(registry, settings, _loggers, failures),
            new(registry, settings.DataConverter, services.GetRequiredService<IServiceScopeFactory>(), failures),
            logger);
    }
}
