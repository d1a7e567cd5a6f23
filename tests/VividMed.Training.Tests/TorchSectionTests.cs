using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.Tests;

public sealed class TorchSectionTests
{
    /// <summary>Outside a section the same work ends within seconds, by chance sooner or later: a scalar that LibTorch reads is freed under it.</summary>
    [Fact]
    public void Scalars_outlive_the_operations_that_read_them_whatever_the_collector_does()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Thread.SpinWait(20_000);
                GC.Collect(0);
            }
        });
        collector.Start();
        var sums = new HashSet<float>();
        for (var step = 0; step < 100; step++)
        {
            using var section = TorchSection.Enter();
            for (var i = 0; i < 2000; i++)
            {
                using var scope = NewDisposeScope();
                sums.Add(((ones(4) + ones(4)) * 2.0).clamp(0, 3).sum().item<float>());
            }
        }

        stop.Cancel();
        collector.Join();
        Assert.Equal([12f], sums);
    }

    [Fact]
    public void Nothing_is_finalized_in_a_section_and_all_after_it()
    {
        var finalized = new ManualResetEventSlim();
        using (TorchSection.Enter())
        using (TorchSection.Enter())
        {
            Drop(finalized);
            GC.Collect();
            Assert.False(finalized.Wait(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken), "a finalizer ran");
        }

        GC.WaitForPendingFinalizers();
        Assert.True(finalized.IsSet);
    }

    [Fact]
    public async Task One_section_waits_for_the_other()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var section = TorchSection.Enter();
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Thread.Yield();
                Interlocked.Decrement(ref inside);
            }
        })));
        Assert.Equal(1, most);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Drop(ManualResetEventSlim finalized) => _ = new Signal(finalized);

    private sealed class Signal(ManualResetEventSlim finalized)
    {
#pragma warning disable MA0055 // what the test is about
        ~Signal() => finalized.Set();
#pragma warning restore MA0055
    }
}
