using CsCheck;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class ReplayPropertyTests
{
    [Fact]
    public void However_a_history_is_split_into_turns_the_actions_are_the_same()
    {
        Gen.Int[0, int.MaxValue].Select(Gen.Int[0, int.MaxValue]).Sample(
            (program, chance) =>
            {
                (List<HistoryEvent> events, List<string> expected) = RunOneByOne(program, new Random(chance));
                Assert.Equal(expected, RunInGroups(program, events, new Random(chance + 1)));
            },
            iter: 300);
    }

    private static (List<HistoryEvent> Events, List<string> Actions) RunOneByOne(int program, Random random)
    {
        SimulatedOrchestration run = Program(program);
        List<HistoryEvent> events = [];
        List<string> actions = [];
        List<HistoryEvent> possible = [];
        OrchestratorResponse response = run.Turn();
        while (true)
        {
            actions.AddRange(response.Lines());
            if (response.Actions.Any(action => action.CompleteOrchestration is not null))
            {
                return (events, actions);
            }

            possible.AddRange(response.Actions.Select(action => Outcome(action, random)).OfType<HistoryEvent>());
            int chosen = random.Next(possible.Count + 1);
            HistoryEvent next = chosen == possible.Count ? Happened.Raised("Go", random.Next(100)) : possible[chosen];
            possible.Remove(next);
            events.Add(next);
            response = run.Turn(next);
        }
    }

    private static List<string> RunInGroups(int program, List<HistoryEvent> events, Random random)
    {
        SimulatedOrchestration run = Program(program);
        List<string> actions = [];
        int next = 0;
        if (random.Next(2) == 0)
        {
            actions.AddRange(run.Turn().Lines());
        }

        while (next < events.Count)
        {
            int size = random.Next(1, 6);
            actions.AddRange(run.Turn(events.Skip(next).Take(size)).Lines());
            next += size;
        }

        return actions.Count == 0 ? [.. run.Turn().Lines()] : actions;
    }

    private static HistoryEvent? Outcome(OrchestratorAction action, Random random) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask =>
            random.Next(4) == 0 ? Happened.Failed(action.Id) : Happened.Completed(action.Id, random.Next(100)),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            random.Next(4) == 0 ? Happened.SubFailed(action.Id) : Happened.SubCompleted(action.Id, random.Next(100)),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => Happened.Fired(action.Id),
        _ => null,
    };

    /// <summary>An orchestrator made up from a seed: nested fan-outs, races, retries, events, timers and sub-orchestrations.</summary>
    private static SimulatedOrchestration Program(int seed) => SimulatedOrchestration.Of(context => Step(context, new Random(seed), depth: 0));

    private static async Task<int> Step(TaskOrchestrationContext context, Random random, int depth)
    {
        int sum = 0;
        int steps = random.Next(1, 4);
        for (int i = 0; i < steps; i++)
        {
            try
            {
                sum += await One(context, random, depth);
            }
            catch (TaskFailedException error)
            {
                sum -= error.TaskId;
                context.SendEvent("observer", "Failed", sum);
            }
            catch (TaskCanceledException)
            {
                sum++;
            }
        }

        return sum;
    }

    private static async Task<int> One(TaskOrchestrationContext context, Random random, int depth)
    {
        TaskOptions retry = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5)));
        int[] seeds = [random.Next(), random.Next(), random.Next()];
        switch (depth < 2 ? random.Next(7) : random.Next(5))
        {
            case 0:
                return await context.CallActivityAsync<int>("Work", seeds[0]);
            case 1:
                return await context.CallActivityAsync<int>("Retried", seeds[0], retry);
            case 2:
                return await context.CallSubOrchestratorAsync<int>("Part", seeds[0]);
            case 3:
                return await context.WaitForExternalEvent<int>("Go", TimeSpan.FromMinutes(1));
            case 4:
                await context.CreateTimer(TimeSpan.FromHours(4), CancellationToken.None);
                return 1;
            case 5:
                return (await Task.WhenAll(seeds.Select(seed => Step(context, new Random(seed), depth + 1)))).Sum();
            default:
                return await await Task.WhenAny(seeds.Select(seed => Step(context, new Random(seed), depth + 1)));
        }
    }
}
