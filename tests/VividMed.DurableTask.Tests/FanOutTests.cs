namespace VividMed.DurableTask.Tests;

public sealed class FanOutTests
{
    private static SimulatedOrchestration Sum() => SimulatedOrchestration.Of<int, int>(
        async (context, count) =>
        {
            int[] parts = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)));
            return parts.Sum();
        },
        input: 4);

    [Fact]
    public void All_calls_of_a_fan_out_are_scheduled_in_one_turn_in_the_order_of_the_code()
    {
        Assert.Equal(["0 activity Square 0", "1 activity Square 1", "2 activity Square 2", "3 activity Square 3"], Sum().Turn().Lines());
    }

    [Fact]
    public void A_fan_in_ends_when_the_last_result_has_come_in_whatever_order()
    {
        SimulatedOrchestration run = Sum();
        run.Turn();
        Assert.Empty(run.Turn(Happened.Completed(3, 9), Happened.Completed(0, 0)).Actions);
        Assert.Empty(run.Turn(Happened.Completed(2, 4)).Actions);
        Assert.Equal(14, run.Turn(Happened.Completed(1, 1)).Output<int>());
    }

    [Fact]
    public void Continuations_run_in_the_order_of_the_history()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            async Task Chain(string name)
            {
                await context.CallActivityAsync("First", name);
                await context.CallActivityAsync("Second", name);
            }

            await Task.WhenAll(Chain("a"), Chain("b"), Chain("c"));
            return 0;
        });
        run.Turn();

        Assert.Equal(
            ["3 activity Second \"c\"", "4 activity Second \"a\""],
            run.Turn(Happened.Completed(2), Happened.Completed(0)).Lines());
        Assert.Equal(["5 activity Second \"b\""], run.Turn(Happened.Completed(1)).Lines());
    }

    [Fact]
    public void A_race_is_won_by_the_first_completion_of_the_history()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            Task<string> a = context.CallActivityAsync<string>("A");
            Task<string> b = context.CallActivityAsync<string>("B");
            return await await Task.WhenAny(a, b);
        });
        run.Turn();
        Assert.Equal("from b", run.Turn(Happened.Completed(1, "from b"), Happened.Completed(0, "from a")).Output<string>());
    }

    [Fact]
    public void Ten_thousand_parallel_calls_are_joined()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<int, int>(
            async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)))).Length,
            input: 10_000);
        Assert.Equal(10_000, run.Turn().Actions.Count);
        Assert.Equal(10_000, run.Turn(Enumerable.Range(0, 10_000).Select(i => Happened.Completed(i, i))).Output<int>());
    }

    [Fact]
    public void A_result_that_arrives_twice_counts_once()
    {
        SimulatedOrchestration run = Sum();
        run.Turn();
        run.Turn(Happened.Completed(0, 7), Happened.Completed(0, 100), Happened.Completed(1), Happened.Completed(2));
        Assert.Equal(7, run.Turn(Happened.Completed(3)).Output<int>());
    }

    [Fact]
    public void Tags_and_version_travel_with_the_call()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, int>(
            async (context, _) => await context.CallActivityAsync<int>(
                "Tag", options: new TaskOptions(tags: new Dictionary<string, string>(StringComparer.Ordinal) { ["role"] = "gpu" })),
            configure: start => start.Version = "2.0");
        var call = Assert.Single(run.Turn().Actions).ScheduleTask;
        Assert.Equal("2.0", call.Version);
        Assert.Equal("gpu", call.Tags["role"]);
    }

    [Fact]
    public void Options_passed_as_input_are_refused()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            object options = new TaskOptions();
            return await context.CallActivityAsync<int>("Tag", options);
        });
        Assert.Equal("System.ArgumentException", run.Turn().Failure().ErrorType);
    }
}
