using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.DurableTask.AzureManaged.Tests;

/// <summary>A hub of this project in the scheduler's place, with the task hub <c>mimic</c> beside <c>default</c>.</summary>
internal sealed class SchedulerHub : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TaskHubServer _server = null!;

    public CallDiary Diary { get; } = new();

    public string Address => _server.Address.ToString();

    /// <param name="tokens">Those that it lets in; none lets everybody in.</param>
    public static async Task<SchedulerHub> StartAsync(params string[] tokens)
    {
        var hub = new SchedulerHub();
        hub._server = await TaskHubServer.StartAsync(
            new()
            {
                DatabasePath = hub._folder.Path("hub.db"),
                Configure = options => options.Hubs.Add("mimic"),
                Security = new() { Tokens = tokens },
                ConfigureServices = services => services.AddSingleton(hub.Diary).AddGrpc(grpc => grpc.Interceptors.Add<CallDiary>()),
            },
            TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>A client that signs in, in the clear since the hub is on loopback.</summary>
    public ServiceProvider Client(FakeCredential credential)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new MovableClock());
        services.AddDurableTaskClient(client => client.UseDurableTaskScheduler(Address, "mimic", credential, options => options.AllowInsecureCredentials = true));
        return services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
