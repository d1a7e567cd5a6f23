using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class TracingTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Fact]
    public void A_start_carries_the_trace_of_its_caller()
    {
        Assert.Null(StartRequest.Create("Main", null, null, "").ParentTraceContext);
        using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(caller.Id, StartRequest.Create("Main", null, null, "").ParentTraceContext.TraceParent);
    }

    [Fact]
    public void Activities_and_sub_orchestrations_inherit_the_trace_of_their_orchestration()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, int>(
            async (context, _) =>
            {
                Task part = context.CallSubOrchestratorAsync("Part");
                await context.CallActivityAsync("Tag");
                await part;
                return 0;
            },
            configure: start => start.ParentTraceContext = new() { TraceParent = Parent });
        OrchestratorResponse turn = run.Turn();
        Assert.Equal(Parent, turn.Actions[0].CreateSubOrchestration.ParentTraceContext.TraceParent);
        Assert.Equal(Parent, turn.Actions[1].ScheduleTask.ParentTraceContext.TraceParent);
    }

    [Fact]
    public async Task An_activity_runs_in_a_span_of_that_trace_and_marks_its_failure()
    {
        List<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "VividMed.DurableTask",
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        string? inside = null;
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivityFunc<int>("TraceMe", new Func<TaskActivityContext, int>(_ =>
        {
            inside = Activity.Current?.TraceId.ToString();
            throw new IOException("no disk");
        }));
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        ActivityRunner runner = new(registry, JsonDataConverter.Default, services.GetRequiredService<IServiceScopeFactory>());
        await runner.RunAsync(new() { Name = "TraceMe", ParentTraceContext = new() { TraceParent = Parent } }, TestContext.Current.CancellationToken);
        Activity span = Assert.Single(spans, span => span.OperationName == "activity:TraceMe");
        Assert.Equal(Parent[3..35], inside);
        Assert.Equal((Parent[36..52], ActivityStatusCode.Error), (span.ParentSpanId.ToString(), span.Status));
    }
}
