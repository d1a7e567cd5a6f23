using System.Text.Json;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Interop;

/// <summary>A hub with workers and clients of both languages, for as long as a test class runs. Each part starts when it is first asked for.</summary>
public sealed class InteropHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TaskHubServer _hub = null!;
    private IHost? _own;
    private NodeScript? _worker;
    private NodeScript? _client;

    public CallInvoker Calls => _hub.Calls;

    public DurableTaskClient OwnClient => _own!.Services.GetRequiredService<DurableTaskClient>();

    public async ValueTask InitializeAsync() => _hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") });

    public async Task StartOwnAsync(bool worker)
    {
        if (_own is not null) return;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (worker) builder.Services.AddDurableTaskWorker(own => own.AddTasks(InteropTasks.Register).UseGrpc(_hub.Address.ToString()));
        builder.Services.AddDurableTaskClient(own => own.UseGrpc(_hub.Address.ToString()));
        _own = builder.Build();
        await _own.StartAsync();
    }

    public async Task StartJavaScriptWorkerAsync()
    {
        Assert.SkipWhen(NodeScript.Missing is not null, NodeScript.Missing ?? "");
        if (_worker is not null) return;
        _worker = NodeScript.Start("worker.mjs", _hub.Address);
        Assert.Equal("ready", await _worker.ReadLineAsync());
    }

    /// <summary>Lets the JavaScript client play a scenario of client.mjs.</summary>
    public async Task PlayAsync(string scenario)
    {
        Assert.SkipWhen(NodeScript.Missing is not null, NodeScript.Missing ?? "");
        _client ??= NodeScript.Start("client.mjs", _hub.Address);
        await _client.WriteLineAsync(scenario);
        var outcome = JsonSerializer.Deserialize<string>(await _client.ReadLineAsync());
        Assert.True(outcome == "passed", outcome);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _worker?.Dispose();
        if (_own is not null) await _own.StopAsync();
        _own?.Dispose();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }
}
