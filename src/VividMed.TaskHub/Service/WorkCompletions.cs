using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>Takes back what workers have finished or given up. A completion without a live lease is answered, and ignored.</summary>
internal sealed class WorkCompletions(Hub hub, ILogger<WorkCompletions> logger)
{
    /// <summary>Between two tries of an outcome for which the disk has no room.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task<CompleteTaskResponse> CompleteActivityAsync(ActivityResponse response)
    {
        var lease = hub.Dispatcher.Find(response.CompletionToken, response.InstanceId, response.TaskId);
        if (lease is not { Unit.TaskId: { } task } || !hub.Dispatcher.Claim(lease)) return Stale();
        // The lease knows which task it was; a worker's own word could point at another.
        response.TaskId = task;
        MessageLimit.Apply(response, hub.Options.MaxMessageBytes);
        await StoreAsync(lease.Unit, async () =>
        {
            var wakeups = await hub.Store.CompleteActivityAsync(
                lease.Unit.Key, HistoryEvents.ActivityOutcome(hub.Time.GetUtcNow(), response));
            hub.Telemetry.ActivityStored(hub.Name);
            hub.Dispatcher.Finish(lease.Unit);
            hub.Accept(wakeups);
        });
        return new();
    }

    public async Task<CompleteTaskResponse> CompleteTurnAsync(OrchestratorResponse response)
    {
        var lease = hub.Dispatcher.Find(response.CompletionToken, response.InstanceId, taskId: null);
        if (lease?.Turn is not { } turn) return Stale();
        if (!IsWhole(lease, response)) return new();
        if (!hub.Dispatcher.Claim(lease)) return Stale();
        if (response.RequiresHistory)
        {
            hub.Dispatcher.Return(lease.Unit, atOnce: true);
            return new();
        }

        await StoreAsync(lease.Unit, async () =>
        {
            var commit = CommitOf(turn, lease, response);
            var began = hub.Time.GetTimestamp();
            var wakeups = await CommitAsync(commit);
            hub.Telemetry.TurnStored(
                hub.Name, hub.Time.GetElapsedTime(began), hub.Time.GetUtcNow() - lease.Since, turn.Instance.HistoryLength);
            if (wakeups is null) Log.StaleCompletion(logger);
            else Keep(lease, commit, wakeups);
            hub.Dispatcher.Finish(lease.Unit, turn.HasMore);
        });
        return new();
    }

    /// <summary>
    /// Activities that a worker waits for are claimed as they are stored: no other hub takes them, and they need not be read again.
    /// </summary>
    private async Task<Wakeups?> CommitAsync(TurnCommit commit)
    {
        commit.Claimed = hub.Dispatcher.Reserve(commit.Activities);
        try
        {
            return await hub.Store.CommitTurnAsync(commit);
        }
        finally
        {
            hub.Dispatcher.Unreserve(commit.Claimed);
        }
    }

    public void Abandon(string token)
    {
        var lease = token is "" ? null : hub.Dispatcher.Find(token, "", taskId: null);
        if (!hub.Dispatcher.Claim(lease)) return;
        hub.Dispatcher.Return(lease.Unit, atOnce: false);
        hub.Telemetry.Redelivered(hub.Name, 1);
        Log.Abandoned(logger, lease.Unit.Kind.Name, lease.Unit.Failures);
    }

    private TurnCommit CommitOf(TurnInput turn, Lease lease, OrchestratorResponse response) =>
        lease.ChunkBytes > hub.Options.MaxTransportBytes
        ? TurnBuilder.Fail(turn, MessageLimit.TurnTooLarge(lease.ChunkBytes, hub.Options.MaxTransportBytes), hub.Time.GetUtcNow())
        : TurnBuilder.Build(turn, lease.Chunks.SelectMany(chunk => chunk.Actions), response.CustomStatus, hub.Time.GetUtcNow());

    /// <summary>True when the completion is whole, or too large already. A chunk that a worker repeats counts once.</summary>
    private bool IsWhole(Lease lease, OrchestratorResponse chunk)
    {
        lock (lease.Chunks)
        {
#pragma warning disable CS0612 // deprecated in the protocol, yet what current workers split large turns with
            if (chunk.ChunkIndex is { } index && index < lease.Chunks.Count) return false;
            lease.Chunks.Add(chunk);
            if (chunk.IsPartial || lease.Chunks.Count > 1) lease.ChunkBytes += chunk.CalculateSize();
            return !chunk.IsPartial || lease.ChunkBytes > hub.Options.MaxTransportBytes;
#pragma warning restore CS0612
        }
    }

    private void Keep(Lease lease, TurnCommit commit, Wakeups wakeups)
    {
        var instance = commit.Turn.Instance;
        if (lease.Past is { } past && commit is { Completion: null, NextExecution: null })
        {
            past.AddRange(commit.History);
            var bytes = instance.HistoryBytes + HistoryEvents.SizeOf(commit.History);
            if (bytes <= hub.Options.InlineHistoryBytes) hub.Histories.Put(instance, past, bytes);
        }

        hub.Accept(wakeups);
    }

    /// <summary>
    /// Gives the unit back when its outcome could not be stored, so that it is worked on again. While the disk is full the outcome waits: to
    /// work it out once more would fill nothing but time.
    /// </summary>
    private async Task StoreAsync(WorkUnit unit, Func<Task> store)
    {
        try
        {
            for (var pause = FirstPause; !await TryStoreAsync(store); pause = pause < LongestPause ? pause * 2 : pause)
            {
                await Task.Delay(pause, hub.Time, hub.Stopping);
            }
        }
        catch (Exception e)
        {
            Log.TurnFailed(logger, unit.Kind.Name, e);
            hub.Dispatcher.Return(unit, atOnce: false);
            throw;
        }
    }

    private static async Task<bool> TryStoreAsync(Func<Task> store)
    {
        try
        {
            await store();
            return true;
        }
        catch (TaskHubException full) when (full.Code == TaskHubException.DiskFull)
        {
            return false;
        }
    }

    private CompleteTaskResponse Stale()
    {
        Log.StaleCompletion(logger);
        return new();
    }
}
