using System.Collections.Concurrent;
using System.Diagnostics;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>One trace from the caller through hub and workers, over as many turns as it takes.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task A_trace_leads_from_the_caller_through_orchestrations_to_activities()
    {
        var spans = new ConcurrentBag<Activity>();
        using var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        using var listener = Listen(caller.TraceId, spans);
        await using var host = await SdkHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("Parent", async (context, n) =>
            {
                var first = await context.CallActivityAsync<int>("Double", n);
                var child = await context.CallSubOrchestratorAsync<int>("Child", first);
                return await context.CallActivityAsync<int>("Double", child);
            });
            tasks.AddOrchestratorFunc<int, int>("Child", (context, n) => context.CallActivityAsync<int>("Double", n));
            tasks.AddActivityFunc<int, int>("Double", (_, n) => 2 * n);
        });

        Assert.Equal(8, (await host.RunAsync("Parent", 1)).ReadOutputAs<int>());

        var creation = Assert.Single(spans, span => span.OperationName == "create_orchestration:Parent");
        var parent = Assert.Single(spans, span => span is { OperationName: "orchestration:Parent", Kind: ActivityKind.Server });
        var child = Assert.Single(spans, span => span is { OperationName: "orchestration:Child", Kind: ActivityKind.Server });
        Assert.Equal(caller.SpanId, creation.ParentSpanId);
        Assert.Equal(creation.SpanId, parent.ParentSpanId);
        Assert.Equal(parent.SpanId, CallerOf(child, spans));
        Assert.Equal(
            [child.SpanId.ToHexString(), parent.SpanId.ToHexString(), parent.SpanId.ToHexString()],
            spans.Where(span => span is { OperationName: "activity:Double", Kind: ActivityKind.Server })
                .Select(span => CallerOf(span, spans).ToHexString()).OrderBy(id => id != child.SpanId.ToHexString()));
        Assert.True(parent.StartTimeUtc <= child.StartTimeUtc && child.Duration <= parent.Duration, "The parent's span encloses the child's.");
    }

    [Fact]
    public async Task A_failure_marks_the_span_of_its_orchestration()
    {
        var spans = new ConcurrentBag<Activity>();
        using var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        using var listener = Listen(caller.TraceId, spans);
        await using var host = await SdkHost.StartAsync(tasks =>
            tasks.AddOrchestratorFunc<int, int>("Broken", (_, _) => Task.FromException<int>(new InvalidOperationException("no"))));

        await host.RunAsync("Broken");

        var span = Assert.Single(spans, span => span is { OperationName: "orchestration:Broken", Kind: ActivityKind.Server });
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    /// <summary>Between a caller and what it calls stands the span of the call.</summary>
    private static ActivitySpanId CallerOf(Activity called, IEnumerable<Activity> spans) =>
        Assert.Single(spans, span => span.SpanId == called.ParentSpanId && span.Kind == ActivityKind.Client).ParentSpanId;

    private static ActivityListener Listen(ActivityTraceId trace, ConcurrentBag<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.DurableTask",
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
