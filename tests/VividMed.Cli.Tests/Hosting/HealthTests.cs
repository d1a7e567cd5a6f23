using System.Net;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using VividMed.Cli.Hosting;
using VividMed.Dashboard;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Hosting;

/// <summary>What probes are told by workers and by the dashboard.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_worker_is_healthy_while_its_hub_answers_and_lives_on_without_it()
    {
        var hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") });
        await using var client = Connect(hub.Address);
        await using var worker = await WorkerHealth.StartAsync(port: 0, remote: false, client, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "healthy"), await AskAsync(worker.Address, "healthz"));
        await hub.DisposeAsync();

        var (status, cause) = await AskAsync(worker.Address, "healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("does not answer", cause, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "alive"), await AskAsync(worker.Address, "livez"));
    }

    [Fact]
    public async Task A_worker_that_its_hub_refuses_says_why()
    {
        await using var hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db"), Security = new() { Tokens = ["secret"] } });
        await using var client = Connect(hub.Address);
        await using var worker = await WorkerHealth.StartAsync(port: 0, remote: false, client, TestContext.Current.CancellationToken);

        var (status, cause) = await AskAsync(worker.Address, "healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Unauthenticated", cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_answers_a_probe()
    {
        await using var client = Connect(new Uri("http://localhost:1"));
        await using var dashboard = await DashboardServer.StartAsync(new DashboardOptions(client, UnservedWorkQuery.Over(hub: null)), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "healthy"), await AskAsync(dashboard.Address, "healthz"));
    }

    private static DurableTaskClient Connect(Uri hub)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDurableTaskClient(client => client.UseGrpc(hub.ToString()));
        return services.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(Uri address, string path)
    {
        using var answer = await _http.GetAsync(new Uri(address, path), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
