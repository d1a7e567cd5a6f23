using System.Collections.Concurrent;
using Grpc.Core;

namespace VividMed.Cli.Hosting;

/// <summary>
/// The work that the workers of this process hold: Microsoft's worker drops it when it stops. Once they drain, nothing new is taken,
/// activities that were cancelled are handed back instead of failing, and whoever stops the process can wait for the rest.
/// </summary>
internal sealed class WorkInHand
{
    private readonly ConcurrentDictionary<string, byte> _held = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _draining = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when nothing new is to be taken any more.</summary>
    public Task Draining => _draining.Task;

    /// <summary>A worker's calls to its hub, and what they tell of the work that it holds.</summary>
    public CallInvoker Over(CallInvoker hub) => new WorkerCalls(this, hub);

    public void Take(string token) => _held[token] = 0;

    public void GiveBack(string token)
    {
        _held.TryRemove(token, out _);
        if (Draining.IsCompleted && _held.IsEmpty) _empty.TrySetResult();
    }

    /// <summary>Takes nothing new from here on.</summary>
    /// <returns>Completes when everything that was taken has been answered or handed back.</returns>
    public Task DrainAsync()
    {
        _draining.TrySetResult();
        if (_held.IsEmpty) _empty.TrySetResult();
        return _empty.Task;
    }
}
