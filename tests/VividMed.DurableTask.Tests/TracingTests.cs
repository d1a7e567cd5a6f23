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
    public void A_caller_passes_its_trace_on_when_it_has_one()
    {
        Assert.Null(Tracing.Current());
        using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(caller.Id, Tracing.Current()?.TraceParent);
    }

    [Fact]
    public void Activities_and_sub_orchestrations_are_children_of_their_orchestration_which_is_a_child_of_its_caller()
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
        string own = turn.OrchestrationTraceContext.SpanID;
        Assert.NotEqual(Parent[36..52], own);
        Assert.Equal($"{Parent[..36]}{own}-01", turn.Actions[0].CreateSubOrchestration.ParentTraceContext.TraceParent);
        Assert.Equal($"{Parent[..36]}{own}-01", turn.Actions[1].ScheduleTask.ParentTraceContext.TraceParent);
    }

    [Fact]
    public void A_later_turn_speaks_of_the_span_that_the_hub_hands_it()
    {
        const string known = "b7ad6b7169203331";
        ExecutionStartedEvent start = new() { Name = "Main", ParentTraceContext = new() { TraceParent = Parent } };
        OrchestrationSpan? span = OrchestrationSpan.Of(new() { OrchestrationTraceContext = new() { SpanID = known } }, start, new());
        Assert.Equal((known, $"{Parent[..36]}{known}-01"), (span?.Carried.SpanID, span?.AsParent.TraceParent));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a trace")]
    public void An_orchestration_whose_caller_is_not_traced_is_not_traced_either(string? parent) =>
        Assert.Null(OrchestrationSpan.Of(new(), new() { ParentTraceContext = parent is null ? null : new() { TraceParent = parent } }, new()));

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
