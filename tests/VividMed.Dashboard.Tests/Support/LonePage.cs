using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TestKit;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Tests.Support;

/// <summary>Servers of the page without a hub that answers: for what is decided before one is asked.</summary>
internal sealed class LonePage : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _host;

    public LonePage()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskClient(static client => client.UseGrpc("http://localhost:1"));
        _host = builder.Build();
    }

    public Task<DashboardServer> StartAsync(Func<DashboardOptions, DashboardOptions> with) => DashboardServer.StartAsync(
        with(new DashboardOptions(_host.Services.GetRequiredService<DurableTaskClient>(), static (_, _) => Task.FromResult<IReadOnlyList<UnservedWork>>([])) { StateFolder = _folder.Root }),
        TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }
}
