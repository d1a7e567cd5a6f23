using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Testing;
using VividMed.DurableTask.Worker;

namespace VividMed.TaskHub.Tests;

public sealed class DurableTaskTestHostTests
{
    [Fact]
    public async Task An_orchestration_is_tested_with_the_services_that_its_activities_need()
    {
        await using var host = await DurableTaskTestHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Main", context => context.CallActivityAsync<string>(nameof(Greet), "you")).AddActivity<Greet>(),
            new() { ConfigureServices = services => services.AddSingleton(new Greeting("Hello")) },
            TestContext.Current.CancellationToken);

        Assert.Equal("Hello, you", (await RunAsync(host, "Main")).ReadOutputAs<string>());
        Assert.Equal("Hello", host.Services.GetRequiredService<Greeting>().Word);
    }

    [Fact]
    public async Task Several_hosts_run_side_by_side()
    {
        static void Tasks(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("Id", context => context.InstanceId);
        await using var one = await DurableTaskTestHost.StartAsync(Tasks, cancellationToken: TestContext.Current.CancellationToken);
        await using var two = await DurableTaskTestHost.StartAsync(Tasks, cancellationToken: TestContext.Current.CancellationToken);
        var id = (await RunAsync(one, "Id")).InstanceId;
        Assert.Null(await two.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Facts_that_the_application_adds_to_exceptions_reach_the_orchestrator_and_the_client()
    {
        await using var host = await DurableTaskTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Main", context => context.CallActivityAsync<int>("Fail"))
                .AddActivityFunc<int>("Fail", new Func<TaskActivityContext, int>(_ => throw new InvalidOperationException("no"))),
            new() { ConfigureServices = services => services.AddSingleton<IExceptionPropertiesProvider, Facts>() },
            TestContext.Current.CancellationToken);

        var failure = (await RunAsync(host, "Main")).FailureDetails!;
        Assert.True(failure.IsCausedBy<TaskFailedException>());
        Assert.Equal("InvalidOperationException", failure.InnerFailure!.Properties!["kind"]);
        Assert.Equal(7.0, failure.InnerFailure.Properties["attempt"]);
    }

    private static async Task<OrchestrationMetadata> RunAsync(DurableTaskTestHost host, string name)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(name, cancellation: deadline.Token);
        return await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    private sealed record Greeting(string Word);

    private sealed class Greet(Greeting greeting) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"{greeting.Word}, {input}");
    }

    private sealed class Facts : IExceptionPropertiesProvider
    {
        public IDictionary<string, object> GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object>(StringComparer.Ordinal) { ["kind"] = exception.GetType().Name, ["attempt"] = 7 };
    }
}
