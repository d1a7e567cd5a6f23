using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Worker;
using VividMed.TaskHub;

namespace VividMed.DurableTask.Testing;

/// <summary>
/// Runs orchestrations in a test as they run in production: a real hub over a temporary SQLite file, a worker and a client,
/// all in this process. Disposing stops everything and deletes the file.
/// </summary>
public sealed class DurableTaskTestHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly TaskHubServer _hub;
    private readonly IHost _host;

    private DurableTaskTestHost(DirectoryInfo folder, TaskHubServer hub, IHost host)
    {
        _folder = folder;
        _hub = hub;
        _host = host;
    }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>The services that activities are made from.</summary>
    public IServiceProvider Services => _host.Services;

    public static async Task<DurableTaskTestHost> StartAsync(
        Action<DurableTaskRegistry> registry, DurableTaskTestHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        DurableTaskTestHostOptions wanted = options ?? new();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("durable-test-");
        TaskHubServer? hub = null;
        IHost? host = null;
        try
        {
            hub = await TaskHubServer.StartAsync(
                new() { DatabasePath = Path.Combine(folder.FullName, "hub.db"), Port = wanted.Port ?? 0, LoggerFactory = wanted.LoggerFactory },
                cancellationToken);
            host = Build(hub.Address.ToString(), registry, wanted);
            await host.StartAsync(cancellationToken);
            return new(folder, hub, host);
        }
        catch
        {
            host?.Dispose();
            if (hub is not null) await hub.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static IHost Build(string hub, Action<DurableTaskRegistry> registry, DurableTaskTestHostOptions options)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        if (options.LoggerFactory is not null) builder.Services.Replace(ServiceDescriptor.Singleton(options.LoggerFactory));
        options.ConfigureServices?.Invoke(builder.Services);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(registry).UseGrpc(hub));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(hub));
        return builder.Build();
    }
}
