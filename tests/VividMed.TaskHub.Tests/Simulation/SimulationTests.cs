using System.Globalization;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>
/// Hub, store, workers and clients under every misfortune that a seed can think of. VIVIDMED_SEEDS says how many seeds
/// (100000 for a night), VIVIDMED_SEED plays a single one.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static int Count => Number("VIVIDMED_SEEDS") ?? 1000;

    [Fact]
    public void Every_seed_comes_to_rest_with_nothing_lost_and_nothing_done_twice()
    {
        var seeds = Number("VIVIDMED_SEED") is { } one ? [one] : Enumerable.Range(1, Count).ToArray();
        var steps = 0L;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed => Interlocked.Add(ref steps, Play(seed).Steps));
        output.WriteLine($"{seeds.Length} seeds, {steps} steps, {seeds.Length / watch.Elapsed.TotalSeconds:F0} seeds/s");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(42)]
    [InlineData(271)]
    public void A_seed_always_plays_the_same_world(int seed)
    {
        var first = Play(seed);

        Assert.Equal(first, Play(seed));
        Assert.NotEqual(first, Play(seed + 1));
    }

    [Theory]
    [InlineData(Mutation.KeepsActivities)]
    [InlineData(Mutation.LosesMessages)]
    [InlineData(Mutation.KeepsMessages)]
    [InlineData(Mutation.AcceptsStaleTokens)]
    [InlineData(Mutation.AcknowledgesBeforeTheCommit)]
    [InlineData(Mutation.ForgetsLostStreams)]
    public void A_fault_planted_into_the_hub_is_found(Mutation mutation)
    {
        var caught = Enumerable.Range(1, 300).Select(seed => Broken(seed, mutation)).FirstOrDefault(promise => promise is not null);

        Assert.NotNull(caught);
        output.WriteLine(caught);
    }

    private static string? Broken(int seed, Mutation mutation)
    {
        using var world = new World(seed, mutation);
        try
        {
            world.Run();
            return null;
        }
        catch (SimulationException e)
        {
            return $"Seed {seed}: {e.Message.Split('\n')[0]}";
        }
    }

    private static (int Steps, string Digest) Play(int seed)
    {
        using var world = new World(seed);
        try
        {
            world.Run();
        }
        catch (Exception e)
        {
            throw new SimulationException($"Seed {seed} (play it with VIVIDMED_SEED={seed}): {e.Message}\n{world.Scheduler.Trace}\n{e.StackTrace}");
        }

        return (world.Scheduler.Trace.Length, world.Scheduler.Trace.Digest());
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
