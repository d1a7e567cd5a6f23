using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The orchestration and the activities that carry out plans.</summary>
internal sealed class PlanTasks
{
    public const string Name = "Plan";

    private readonly Dictionary<(string Instance, int Value), int> _attempts = [];
    private readonly HashSet<string> _repaired = [];

    /// <summary>Runs an activity as a worker does: whatever it throws becomes the answer.</summary>
    public ActivityResponse Act(ActivityRequest request)
    {
        var response = new ActivityResponse { InstanceId = request.OrchestrationInstance.InstanceId, TaskId = request.TaskId };
        try
        {
            response.Result = JsonDataConverter.Default.Serialize(Play(request));
        }
        catch (InvalidOperationException e)
        {
            response.FailureDetails = new() { ErrorType = e.GetType().FullName, ErrorMessage = e.Message };
        }

        return response;
    }

    /// <summary>Lets the plan's fragile activities succeed from now on.</summary>
    public void Repair(string name) => _repaired.Add(name);

    private object Play(ActivityRequest request) => request.Name switch
    {
        nameof(PlanKind.Echo) => Input<int>(request),
        nameof(PlanKind.Flaky) => TryFlaky(request.OrchestrationInstance.InstanceId, Input<int>(request)),
        nameof(PlanKind.Fragile) when _repaired.Contains(Input<string>(request)) => true,
        _ => throw new InvalidOperationException($"{request.Name} does not work."),
    };

    // Orchestrations of the official SDK send an activity's input as the only element of a list.
    private static T Input<T>(ActivityRequest request) => JsonDataConverter.Default.Deserialize<T[]>(request.Input)![0];

    private int TryFlaky(string instance, int failures)
    {
        var attempt = _attempts.GetValueOrDefault((instance, failures)) + 1;
        _attempts[(instance, failures)] = attempt;
        return attempt > failures ? failures : throw new InvalidOperationException("once more");
    }

    public static async Task<int> RunAsync(TaskOrchestrationContext context, Plan plan)
    {
        var (sum, next) = (plan.Sum, plan.NextEvent);
        var left = new List<Task>();
        foreach (var step in plan.Steps)
        {
            sum += step.Kind == PlanKind.Event ? await TakeEventAsync(context, next++) : await DoAsync(context, plan.Name, step, left);
        }

        if (plan.Rounds == 1) return sum;
        // An orchestration that continues while it has calls open sends itself its unread events at once and goes on when the calls are done: events then change places.
        await Task.WhenAll(left);
        context.ContinueAsNew(plan with { Rounds = plan.Rounds - 1, Sum = sum, NextEvent = next });
        return sum;
    }

    /// <summary>Events that come again (the client had no answer) are passed over; one that comes too early is the hub's fault.</summary>
    private static async Task<int> TakeEventAsync(TaskOrchestrationContext context, int expected)
    {
        while (true)
        {
            var number = await context.WaitForExternalEvent<int>("next");
            if (number == expected) return number;
            if (number > expected) throw new InvalidOperationException($"Event {number} came before event {expected}.");
        }
    }

    private static async Task<int> DoAsync(TaskOrchestrationContext context, string plan, PlanNode node, List<Task> left)
    {
        switch (node.Kind)
        {
            case PlanKind.Echo:
                return await context.CallActivityAsync<int>(nameof(PlanKind.Echo), node.Value);
            case PlanKind.Flaky:
                return await context.CallActivityAsync<int>(
                    nameof(PlanKind.Flaky), node.Value, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 2)));
            case PlanKind.Fragile:
                var meanwhile = Task.WhenAll(node.Parts.Select(part => DoAsync(context, plan, part, left)));
                await context.CallActivityAsync<bool>(nameof(PlanKind.Fragile), plan);
                return node.Value + (await meanwhile).Sum();
            case PlanKind.Broken:
                return await GetOverAsync(context.CallActivityAsync<int>(nameof(PlanKind.Broken), node.Value));
            case PlanKind.Timer:
                await context.CreateTimer(TimeSpan.FromSeconds(node.Value), CancellationToken.None);
                return 0;
            case PlanKind.Child:
                var child = new Plan(plan, node.Parts, node.Rounds, 0, 1);
                var options = node.Value % 2 == 0 ? new TaskOptions().WithInstanceId($"{context.InstanceId}/{node.Value}") : null;
                return await context.CallSubOrchestratorAsync<int>(Name, child, options);
            case PlanKind.Self:
                var name = $"self-{context.NewGuid()}";
                context.SendEvent(context.InstanceId, name, node.Value);
                return await context.WaitForExternalEvent<int>(name);
            case PlanKind.Race:
                Task[] runners = [context.CallActivityAsync<int>(nameof(PlanKind.Echo), node.Value), context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None)];
                left.AddRange(runners);
                await Task.WhenAny(runners);
                return 0;
            default:
                return (await Task.WhenAll(node.Parts.Select(part => DoAsync(context, plan, part, left)))).Sum();
        }
    }

    private static async Task<int> GetOverAsync(Task<int> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException)
        {
            return 1;
        }
    }
}
