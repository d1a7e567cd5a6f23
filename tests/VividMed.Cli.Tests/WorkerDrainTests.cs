using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.Cli.Hosting;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.Cli.Tests;

/// <summary>Microsoft's worker over a real hub, told to stop while it holds an activity.</summary>
public sealed class WorkerDrainTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskHubServer _hub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") }, Token);

    [Fact]
    public async Task What_a_stopping_worker_holds_it_finishes()
    {
        var release = new TaskCompletionSource();
        using var worker = await StartAsync(_ => release.Task, TimeSpan.FromSeconds(60));
        var id = await BeginAsync(worker);

        var stop = worker.StopAsync(Token);
        await BeginAnotherAsync(worker);
        release.SetResult();
        await stop;

        using var next = await StartAsync(_ => Task.FromException(new InvalidOperationException("It was done before.")), TimeSpan.Zero);
        var end = await next.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        await next.StopAsync(Token);
    }

    [Fact]
    public async Task An_activity_that_gives_up_because_its_worker_stops_is_handed_back_and_does_not_fail()
    {
        using var worker = await StartAsync(stopping => Task.Delay(Timeout.Infinite, stopping), TimeSpan.FromSeconds(60));
        var id = await BeginAsync(worker);

        await worker.StopAsync(Token);
        Assert.Equal(["TaskScheduled"], await OutcomesAsync(id));

        using var next = await StartAsync(_ => Task.CompletedTask, TimeSpan.Zero);
        await next.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, Token);
        Assert.Equal(["TaskScheduled", "TaskCompleted"], await OutcomesAsync(id));
        await next.StopAsync(Token);
    }

    [Fact]
    public async Task What_does_not_end_within_the_limit_is_left_to_the_next_worker()
    {
        var never = new TaskCompletionSource();
        using var worker = await StartAsync(_ => never.Task, TimeSpan.FromMilliseconds(50));
        var id = await BeginAsync(worker);

        await worker.StopAsync(Token);

        using var next = await StartAsync(_ => Task.CompletedTask, TimeSpan.Zero);
        await next.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, Token);
        Assert.Equal(["TaskScheduled", "TaskCompleted"], await OutcomesAsync(id));
        await next.StopAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IHost> StartAsync(Func<CancellationToken, Task> activity, TimeSpan limit)
    {
        var hand = new WorkInHand();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(options => options.CallInvoker = _hub.Calls));
        builder.Services.AddDurableTaskWorker(worker => worker.UseGrpc(options => options.CallInvoker = hand.Over(_hub.Calls)));
        builder.Services.AddOptions<DurableTaskRegistry>().Configure<IHostApplicationLifetime>((tasks, lifetime) => tasks
            .AddOrchestratorFunc("Main", context => context.CallActivityAsync("Work"))
            .AddActivityFunc("Work", async _ =>
            {
                _begun.TrySetResult();
                await activity(lifetime.ApplicationStopping);
            }));
        builder.Services.AddHostedService(services => new WorkerDrain(hand, services.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System, limit));
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private async Task<string> BeginAsync(IHost worker)
    {
        var id = await worker.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Main", Token);
        await _begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        return id;
    }

    /// <summary>What a worker that drains must not take.</summary>
    private static Task BeginAnotherAsync(IHost worker) => worker.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Main", Token);

    private async Task<IEnumerable<string>> OutcomesAsync(string id)
    {
        await using var client = HubClient(_hub);
        var history = await client.GetOrchestrationHistoryAsync(id, Token);
        return history.Select(happened => $"{happened.EventType}").Where(type => type.StartsWith("Task", StringComparison.Ordinal));
    }

    private static DurableTaskClient HubClient(TaskHubServer hub) => new ServiceCollection().AddLogging()
        .AddDurableTaskClient(client => client.UseGrpc(options => options.CallInvoker = hub.Calls)).BuildServiceProvider().GetRequiredService<DurableTaskClient>();
}
