using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VividMed.DurableTask.AzureManaged.Tests;

/// <summary>Client and worker against a real hub, which takes the scheduler's headers.</summary>
public sealed class SchedulerTests
{
    private static readonly MovableClock Clock = new();

    [Fact]
    public async Task An_orchestration_runs_end_to_end_in_the_task_hub_that_the_connection_string_names()
    {
        // More than the 4 MB that a channel takes of itself, once to the hub and once back.
        const int length = 6 << 20;
        await using var hub = await SchedulerHub.StartAsync();
        var connection = $"Endpoint={hub.Address};TaskHub=mimic;Authentication=None";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskClient(client => client.UseDurableTaskScheduler(connection));
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.AddTasks(tasks => tasks
                .AddOrchestratorFunc<int, int>("Run", async (context, size) => (await context.CallActivityAsync<string>("Fill", size)).Length)
                .AddActivityFunc<int, string>("Fill", (_, size) => new string('x', size)));
            worker.UseWorkItemFilters();
            worker.UseDurableTaskScheduler(connection);
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Run", length, cancellation: TestContext.Current.CancellationToken);
        var run = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        Assert.Equal(length, run.ReadOutputAs<int>());
        var worker = hub.Diary.HeadersOf("GetWorkItems");
        Assert.Equal("mimic", worker.GetValue("taskhub"));
        Assert.Matches($"^{Environment.MachineName},{Environment.ProcessId},[0-9a-f]{{32}}$", worker.GetValue("workerid"));
        Assert.EndsWith("(worker)", worker.GetValue("x-user-agent"), StringComparison.Ordinal);
        Assert.All(hub.Diary.Calls, call => Assert.Null(call.Headers.Get("authorization")));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_names_its_hub_itself_and_its_token()
    {
        await using var hub = await SchedulerHub.StartAsync("1");
        var credential = new FakeCredential(Clock, TimeSpan.FromHours(1));
        await using var services = hub.Client(credential);
        var client = services.GetRequiredService<DurableTaskClient>();

        Assert.Null(await client.GetInstanceAsync("any", TestContext.Current.CancellationToken));
        Assert.Null(await client.GetInstanceAsync("other", TestContext.Current.CancellationToken));

        var headers = hub.Diary.HeadersOf("GetInstance");
        Assert.Equal("mimic", headers.GetValue("taskhub"));
        Assert.StartsWith("vividmed-durabletask/", headers.GetValue("x-user-agent"), StringComparison.Ordinal);
        Assert.Equal("Bearer 1", headers.GetValue("authorization"));
        Assert.Null(headers.Get("workerid"));
        Assert.Equal("https://durabletask.io/.default", credential.Scope);
        Assert.Equal(1, credential.Issued);
    }

    [Fact]
    public async Task A_service_that_is_unavailable_for_a_moment_is_asked_again()
    {
        await using var hub = await SchedulerHub.StartAsync();
        hub.Diary.BeUnavailable(4);
        await using var services = hub.Client(new FakeCredential(Clock, TimeSpan.FromHours(1)));

        Assert.Null(await services.GetRequiredService<DurableTaskClient>().GetInstanceAsync("any", TestContext.Current.CancellationToken));

        Assert.Equal(5, hub.Diary.Calls.Count);
    }

    [Fact]
    public async Task A_token_is_not_sent_over_plain_http_unless_that_is_asked_for()
    {
        var credential = new FakeCredential(Clock, TimeSpan.FromHours(1));
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddDurableTaskClient(client => client.UseDurableTaskScheduler("http://hub.example", "hub", credential));
        await using var services = collection.BuildServiceProvider();

        Assert.Equal("Endpoint", Assert.Throws<SchedulerConnectionException>(services.GetRequiredService<DurableTaskClient>).Key);
        Assert.Equal(0, credential.Issued);
    }
}
