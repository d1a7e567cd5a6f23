using System.Threading.Channels;

namespace VividMed.Localization;

/// <summary>
/// The device's part: takes what is ready, of whatever studies, up to a batch, and never waits for a batch to fill once something is there.
/// </summary>
internal static class DeviceLoop
{
    public static async Task RunAsync(
        StudyLocalizer localizer, ChannelReader<Task<StudyImageTurn>> ready, ChannelWriter<StudyImageTurn> done,
        CancellationToken cancellationToken)
    {
        var batch = new List<StudyImageTurn>(localizer.BatchSize);
        try
        {
            while (await ready.WaitToReadAsync(cancellationToken))
            {
                while (Waiting(batch) < localizer.BatchSize && ready.TryPeek(out var next) && (batch.Count == 0 || next.IsCompleted) && ready.TryRead(out next)) batch.Add(await next);
                var images = batch.Select(static turn => turn.Work).OfType<ImageWork>().Where(static work => work.NeedsDevice).ToList();
                if (images.Count > 0) localizer.Run(images, cancellationToken);
                foreach (var turn in batch) await done.WriteAsync(turn, cancellationToken);
                batch.Clear();
            }

            done.Complete();
        }
        catch (Exception failure)
        {
            batch.ForEach(static turn => turn.Work?.Dispose());
            done.Complete(failure);
        }
    }

    private static int Waiting(List<StudyImageTurn> batch) => batch.Count(static turn => turn.Work?.NeedsDevice ?? false);
}
