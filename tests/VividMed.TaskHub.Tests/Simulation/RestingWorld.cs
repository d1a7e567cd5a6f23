using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores.Sql;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>What must be true of a world in which nothing happens any more.</summary>
internal static class RestingWorld
{
    public static void Check(World world)
    {
        foreach (var client in world.Clients) Check(world, client);
        var rows = InstanceQueries.List(world.Disk, new(), after: 0, int.MaxValue, payloads: true);
        foreach (var (key, state) in rows)
        {
            Require(state.OrchestrationStatus.IsFinal, $"{state.InstanceId} is {state.OrchestrationStatus} for ever.");
            WellFormedHistory.Check(state, HistoryTable.ReadAll(world.Disk, key), InstanceTable.Find(world.Disk, key)!);
        }

        Require(Count(world, "messages") == 0, "A message waits for an instance that has ended.");
        Require(Count(world, "activities") == 0, "An activity is owed that nobody does.");
    }

    /// <summary>The histories of what has not ended.</summary>
    public static string Unfinished(World world) => string.Join('\n', InstanceQueries.List(world.Disk, new(), after: 0, int.MaxValue, payloads: true)
        .Where(row => !row.State.OrchestrationStatus.IsFinal)
        .Select(row => $"{row.State.InstanceId} {row.State.OrchestrationStatus}: {string.Join(' ', HistoryTable.ReadAll(world.Disk, row.Position).Select(e => e.EventTypeCase))}"));

    /// <summary>Purging what has ended leaves nothing behind.</summary>
    public static void CheckEmpty(World world)
    {
        foreach (var table in new[] { "instances", "history", "messages", "activities" }) Require(Count(world, table) == 0, $"A purge leaves {table} behind.");
    }

    private static void Check(World world, SimulatedClient client)
    {
        var name = client.Plan.Name;
        if (client.Work is { IsFaulted: true, Exception.InnerException: { } error }) throw new SimulationException($"The client of {name} failed: {error}");
        Require(client.Work is { IsCompletedSuccessfully: true }, $"The client of {name} has no answer.");
        var state = InstanceQueries.Get(world.Disk, [name], payloads: true).GetValueOrDefault(name) ?? throw new SimulationException($"{name} is gone.");
        if (client.Terminates && state.OrchestrationStatus == OrchestrationStatus.Terminated) return;
        Require(state.OrchestrationStatus == OrchestrationStatus.Completed, $"{name} is {state.OrchestrationStatus}: {state.FailureDetails?.ErrorMessage}");
        Require(state.Output == $"{client.Plan.Expected}", $"{name} answers {state.Output} instead of {client.Plan.Expected}.");
    }

    private static long Count(World world, string table) => world.Disk.First($"SELECT count(*) FROM {table}", row => row.GetInt64(0));

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new SimulationException(otherwise);
    }
}
