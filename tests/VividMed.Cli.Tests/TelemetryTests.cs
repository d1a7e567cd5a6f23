using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.Cli.Hosting;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.Cli.Tests;

public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hub_tells_prometheus_what_it_does()
    {
        await using var hub = await TaskHubServer.StartAsync(new()
        {
            DatabasePath = _folder.Path("hub.db"),
            HealthPort = 0,
            ConfigureServices = services => services.AddHubTelemetry(collector: null),
            MapHealth = app => app.MapPrometheusScrapingEndpoint("/metrics"),
        });
        await RunOnceAsync(hub.Address, collector: null);

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(hub.HealthAddress!, "/metrics"), TestContext.Current.CancellationToken);

        Assert.Contains("taskhub_activities_completed_total{", text, StringComparison.Ordinal);
        Assert.Contains("taskhub_commit_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("taskhub_turn_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.Contains("taskhub_replay_length_", text, StringComparison.Ordinal);
        foreach (var gauge in new[] { "taskhub_queue_depth", "taskhub_queue_age_seconds", "taskhub_workitems_inflight" })
        {
            Assert.Contains(text.Split('\n'), line => line.StartsWith(gauge, StringComparison.Ordinal) && line.Contains("kind=\"activity\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_worker_sends_its_spans_to_the_collector_that_it_was_given()
    {
        await using var hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") });
        using var collector = new Collector();

        await RunOnceAsync(hub.Address, collector.Address);

        Assert.Contains(collector.Received, call => call.Path == "/v1/traces" && call.Body.Contains("activity:Once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_collected_unless_somebody_asks()
    {
        var services = new ServiceCollection();
        services.AddTelemetry("vividmed-worker", collector: null);
        await using var provider = services.BuildServiceProvider();
        Assert.Null(provider.GetService<OpenTelemetry.Trace.TracerProvider>());
    }

    private static async Task RunOnceAsync(Uri hub, Uri? collector)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTelemetry("test", collector);
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(hub.ToString()));
        builder.Services.AddDurableTaskWorker(worker => worker.UseGrpc(hub.ToString()).AddTasks(tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("Run", (context, n) => context.CallActivityAsync<int>("Once", n));
            tasks.AddActivityFunc<int, int>("Once", (_, n) => n);
        }));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Run", 1, cancellation: TestContext.Current.CancellationToken);
        var run = await client.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Takes whatever is posted to it.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public Collector()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _serving = Task.Run(ServeAsync);
        }

        public Uri Address { get; }

        public ConcurrentBag<(string Path, string Body)> Received { get; } = [];

        public void Dispose()
        {
            _listener.Close();
            _serving.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
                    Received.Add((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
