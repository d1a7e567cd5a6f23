using System.Runtime.CompilerServices;
using TorchSharp;

namespace VividMed.Training.Torch;

/// <summary>
/// A stretch of work with LibTorch that nobody disturbs: one at a time in a process, with its own number of threads, and with the finalizer
/// thread held. TorchSharp 0.107 passes a scalar's address to LibTorch and lets go of the scalar, so that a collection meanwhile frees what
/// LibTorch still reads: a crash, or silently another number. While a section lasts nothing is finalized, in the whole process.
/// </summary>
internal sealed class TorchSection : IDisposable
{
    /// <summary>
    /// TorchSharp waits for finalizers itself when memory runs out; a section that long gives its protection up rather than hang.
    /// </summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(2);

    private static readonly Lock Turn = new();
    private static int depth;

    private readonly ManualResetEventSlim _held = new();
    private readonly ManualResetEventSlim _left = new();

    private TorchSection(int? threads)
    {
        Turn.Enter();
        if (depth++ > 0) return;
        Drop(this);
        do GC.Collect(0);
        while (!_held.Wait(TimeSpan.FromMilliseconds(100)));
        if (threads is { } number) torch.set_num_threads(number);
    }

    /// <summary>Begins a section, to be disposed by the same thread; it may lie within another one, whose threads then hold.</summary>
    /// <param name="threads">Threads within an operation: part of what makes two runs bit-equal. Null leaves them.</param>
    public static TorchSection Enter(int? threads = null) => new(threads);

    public void Dispose()
    {
        _left.Set();
        depth--;
        Turn.Exit();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(TorchSection section) => _ = new Holder(section);

    /// <summary>Garbage at once; its finalizer keeps the only thread that runs finalizers.</summary>
    private sealed class Holder(TorchSection section)
    {
#pragma warning disable MA0055 // to run on the finalizer thread is what it is for
        ~Holder()
        {
            section._held.Set();
            section._left.Wait(LongestHold);
        }
#pragma warning restore MA0055
    }
}
