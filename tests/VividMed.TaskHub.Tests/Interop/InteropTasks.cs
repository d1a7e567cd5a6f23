using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace VividMed.TaskHub.Tests.Interop;

/// <summary>The orchestrations and activities of the scenarios, as the worker in C# serves them. tests/peers/tasks.mjs is their twin.</summary>
internal static class InteropTasks
{
    public static void Register(DurableTaskRegistry tasks)
    {
        var attempts = new ConcurrentDictionary<string, int>();
        var patience = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(20), backoffCoefficient: 2));

        tasks.AddActivityFunc<int, int>("Square", (_, n) => n * n);
        tasks.AddActivityFunc<int, int>("Flaky", (context, failures) =>
            attempts.AddOrUpdate(context.InstanceId, 1, (_, before) => before + 1) is var attempt && attempt > failures
                ? attempt : throw new InvalidOperationException($"attempt {attempt} fails"));

        tasks.AddOrchestratorFunc<int, int>("FanOut", async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum());
        tasks.AddOrchestratorFunc("Approval", async context =>
        {
            context.SetCustomStatus("waiting");
            return $"approved by {await context.WaitForExternalEvent<string>("approval")}";
        });
        tasks.AddOrchestratorFunc<int, string>("Nap", async (context, milliseconds) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
            return "rested";
        });
        tasks.AddOrchestratorFunc<int, int[]>("Parent", (context, count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            context.CallSubOrchestratorAsync<int>("Child", i, new TaskOptions().WithInstanceId($"{context.InstanceId}-{i}")))));
        tasks.AddOrchestratorFunc<int, int>("Child", (context, n) => context.CallActivityAsync<int>("Square", n));
        tasks.AddOrchestratorFunc<int, int>("Retry", (context, failures) => context.CallActivityAsync<int>("Flaky", failures, patience));
        tasks.AddOrchestratorFunc("Fragile", async context =>
            await context.CallActivityAsync<int>("Square", 3) + await context.CallActivityAsync<int>("Flaky", 1));
        tasks.AddOrchestratorFunc<int, int>("Tally", async (context, sum) =>
        {
            var n = await context.WaitForExternalEvent<int>("number");
            if (n != 0) context.ContinueAsNew(sum + n);
            return sum;
        });
    }
}
