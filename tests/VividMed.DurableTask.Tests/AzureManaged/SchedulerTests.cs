using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Client.AzureManaged;
using VividMed.DurableTask.Worker;
using VividMed.DurableTask.Worker.AzureManaged;

namespace VividMed.DurableTask.Tests;

public sealed class SchedulerTests
{
    private static readonly MovableClock s_clock = new();

    [Fact]
    public async Task A_client_names_its_hub_itself_and_its_token()
    {
        await using FakeScheduler scheduler = await FakeScheduler.StartAsync();
        FakeCredential credential = new(s_clock, TimeSpan.FromHours(1));
        await using ServiceProvider services = Client(scheduler, credential);
        await services.GetRequiredService<DurableTaskClient>().GetInstanceAsync("any", TestContext.Current.CancellationToken);
        Metadata headers = Assert.Single(scheduler.Calls).Headers;
        Assert.Equal("hub-7", headers.GetValue("taskhub"));
        Assert.StartsWith("vividmed-durabletask/", headers.GetValue("x-user-agent"), StringComparison.Ordinal);
        Assert.Equal("Bearer 1", headers.GetValue("authorization"));
        Assert.Null(headers.Get("workerid"));
        Assert.Equal("https://durabletask.io/.default", credential.Scope);
    }

    [Fact]
    public async Task A_worker_adds_who_it_is()
    {
        await using FakeScheduler scheduler = await FakeScheduler.StartAsync();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker.UseDurableTaskScheduler($"Endpoint={scheduler.Address};TaskHub=default;Authentication=None"));
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await scheduler.WorkerCame.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Metadata headers = scheduler.Calls.Single(call => call.Call == "GetWorkItems").Headers;
        Assert.Equal("default", headers.GetValue("taskhub"));
        Assert.Matches($"^{Environment.MachineName},{Environment.ProcessId},[0-9a-f]{{32}}$", headers.GetValue("workerid"));
        Assert.Null(headers.Get("authorization"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_service_that_is_unavailable_for_a_moment_is_asked_again()
    {
        await using FakeScheduler scheduler = await FakeScheduler.StartAsync();
        scheduler.BeUnavailable(4);
        await using ServiceProvider services = Client(scheduler, new FakeCredential(s_clock, TimeSpan.FromHours(1)));
        Assert.Null(await services.GetRequiredService<DurableTaskClient>().GetInstanceAsync("any", TestContext.Current.CancellationToken));
        Assert.Equal(5, scheduler.Calls.Count);
    }

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_its_end()
    {
        MovableClock clock = new();
        FakeCredential credential = new(clock, TimeSpan.FromMinutes(60));
        using AccessTokenCache cache = new(credential, "scope", clock);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cache.GetAsync(TestContext.Current.CancellationToken).AsTask()));
        clock.Now += TimeSpan.FromMinutes(54);
        Assert.Equal("1", await cache.GetAsync(TestContext.Current.CancellationToken));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("2", await cache.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, credential.Issued);
    }

    [Fact]
    public async Task A_token_is_not_sent_over_plain_http_unless_that_is_asked_for()
    {
        ServiceCollection collection = new();
        collection.AddDurableTaskClient(client => client.UseDurableTaskScheduler("http://hub.example", "hub", new FakeCredential(s_clock, TimeSpan.FromHours(1))));
        await using ServiceProvider services = collection.BuildServiceProvider();
        Assert.Equal("Endpoint", Assert.Throws<SchedulerConnectionException>(services.GetRequiredService<DurableTaskClient>).Key);
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("DefaultAzure", "DefaultAzureCredential")]
    [InlineData("managedidentity", "ManagedIdentityCredential")]
    [InlineData("WorkloadIdentity", "WorkloadIdentityCredential")]
    [InlineData("Environment", "EnvironmentCredential")]
    [InlineData("AzureCLI", "AzureCliCredential")]
    public void A_connection_string_chooses_the_credential(string authentication, string? credential)
    {
        DurableTaskSchedulerClientOptions options = DurableTaskSchedulerClientOptions.FromConnectionString(
            $"endpoint=https://a.westeurope.durabletask.io; TASKHUB = mimic ;Authentication={authentication};ClientID=5c1b2f3e-0000-4000-8000-1234567890ab");
        Assert.Equal(("https://a.westeurope.durabletask.io", "mimic"), (options.EndpointAddress, options.TaskHubName));
        Assert.Equal(credential, options.Credential?.GetType().Name);
    }

    [Theory]
    [InlineData("TaskHub=hub;Authentication=s3cret", "Endpoint")]
    [InlineData("Endpoint=https://a;Authentication=s3cret", "TaskHub")]
    [InlineData("Endpoint=https://a;TaskHub=hub;ClientID=s3cret", "Authentication")]
    [InlineData("Endpoint=https://a;TaskHub=hub;Authentication=s3cret", "Authentication")]
    [InlineData("s3cret", "")]
    public void A_malformed_connection_string_is_refused_by_its_key_and_never_quoted(string text, string key)
    {
        SchedulerConnectionException error = Assert.Throws<SchedulerConnectionException>(() => DurableTaskSchedulerWorkerOptions.FromConnectionString(text));
        Assert.Equal(key, error.Key);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Client(FakeScheduler scheduler, FakeCredential credential)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(s_clock);
        services.AddDurableTaskClient(client =>
            client.UseDurableTaskScheduler(scheduler.Address, "hub-7", credential, options => options.AllowInsecureCredentials = true));
        return services.BuildServiceProvider();
    }
}
