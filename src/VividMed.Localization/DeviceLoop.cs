using System.Threading.Channels;

namespace VividMed.Localization;

/// <summary>
/// The device's part: takes what is ready, of whatever studies, up to a batch, and never waits for a batch to fill once something is there.
/// Where there are several devices, each batch goes to one that is free; batches leave in the order in which they came.
/// </summary>
internal static class DeviceLoop
{
    public static async Task RunAsync(
        StudyLocalizer localizer, ChannelReader<Task<StudyImageTurn>> ready, ChannelWriter<StudyImageTurn> done,
        CancellationToken cancellationToken)
    {
        // One batch a device runs, and as many that are through wait for an earlier one.
        var begun = Channel.CreateBounded<(Task Run, List<StudyImageTurn> Batch)>(Math.Max(1, 2 * (localizer.Lanes - 1)));
        using var free = new SemaphoreSlim(localizer.Lanes);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leaving = LeaveAsync(begun.Reader, done, stop);
        try
        {
            await BeginAllAsync(localizer, ready, begun.Writer, free, stop.Token);
            begun.Writer.Complete();
        }
        catch (Exception failure)
        {
            begun.Writer.Complete(failure);
        }

        await leaving;
    }

    private static async Task BeginAllAsync(
        StudyLocalizer localizer, ChannelReader<Task<StudyImageTurn>> ready, ChannelWriter<(Task Run, List<StudyImageTurn> Batch)> begun,
        SemaphoreSlim free, CancellationToken cancellationToken)
    {
        while (await ready.WaitToReadAsync(cancellationToken))
        {
            var batch = new List<StudyImageTurn>(localizer.BatchSize);
            try
            {
                await free.WaitAsync(cancellationToken);
                while (Waiting(batch) < localizer.BatchSize && ready.TryPeek(out var next) && (batch.Count == 0 || next.IsCompleted) && ready.TryRead(out next)) batch.Add(await next);
                var run = Task.Run(() => Run(localizer, batch, free, cancellationToken), CancellationToken.None);
                await begun.WriteAsync((run, batch), CancellationToken.None);
            }
            catch
            {
                Discard(batch);
                throw;
            }
        }
    }

    private static void Run(StudyLocalizer localizer, List<StudyImageTurn> batch, SemaphoreSlim free, CancellationToken cancellationToken)
    {
        try
        {
            var images = batch.Select(static turn => turn.Work).OfType<ImageWork>().Where(static work => work.NeedsDevice).ToList();
            if (images.Count > 0) localizer.Run(images, cancellationToken);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Hands on what is through, in order. After a failure all that was begun is waited for and given back.</summary>
    private static async Task LeaveAsync(
        ChannelReader<(Task Run, List<StudyImageTurn> Batch)> begun, ChannelWriter<StudyImageTurn> done, CancellationTokenSource stop)
    {
        Exception? failed = null;
        try
        {
            await foreach (var (run, batch) in begun.ReadAllAsync(CancellationToken.None))
            {
                try
                {
                    await run;
                    if (failed is null)
                    {
                        foreach (var turn in batch) await done.WriteAsync(turn, stop.Token);
                        continue;
                    }
                }
                catch (Exception failure)
                {
                    failed ??= failure;
                    await stop.CancelAsync();
                }

                Discard(batch);
            }
        }
        catch (Exception failure)
        {
            failed ??= failure;
        }

        done.Complete(failed);
    }

    private static void Discard(List<StudyImageTurn> batch) => batch.ForEach(static turn => turn.Work?.Dispose());

    private static int Waiting(List<StudyImageTurn> batch) => batch.Count(static turn => turn.Work?.NeedsDevice ?? false);
}
