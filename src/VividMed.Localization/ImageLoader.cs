using System.Threading.Channels;
using VividMed.Datasets;
using VividMed.Datasets.Index;

namespace VividMed.Localization;

/// <summary>Decodes and prepares images ahead of the device, several at a time, and hands them on in their order.</summary>
/// <param name="loaders">Images loaded at the same time.</param>
/// <param name="pictures">Whether the shards want the images' pictures: then every file is read, known or not.</param>
internal sealed class ImageLoader(IDataset dataset, StudyLocalizer localizer, int loaders, bool pictures, TimeProvider time)
{
    /// <summary>Begins to load. No more images than the localizer's read-ahead wait to be taken.</summary>
    public (ChannelReader<Task<StudyImageTurn>> Turns, Task Loading) Start(
        IReadOnlyList<TaggedStudy> studies, CancellationToken cancellationToken)
    {
        var turns = Channel.CreateBounded<Task<StudyImageTurn>>(localizer.ReadAhead);
        return (turns.Reader, Task.Run(() => LoadAsync(studies, turns.Writer, cancellationToken), CancellationToken.None));
    }

    /// <summary>Gives back what was loaded and never taken.</summary>
    public static async Task DiscardAsync(ChannelReader<Task<StudyImageTurn>> turns)
    {
        while (turns.TryRead(out var turn))
        {
            await ((Task)turn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (turn.IsCompletedSuccessfully) (await turn).Work?.Dispose();
        }
    }

    private async Task LoadAsync(
        IReadOnlyList<TaggedStudy> studies, ChannelWriter<Task<StudyImageTurn>> turns, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(Math.Max(1, loaders));
        var loading = new List<Task>();
        try
        {
            foreach (var (study, index) in studies.SelectMany(static study => Enumerable.Range(0, Math.Max(1, study.Study.Images.Count)).Select(index => (study, index))))
            {
                await turns.WaitToWriteAsync(cancellationToken);
                await slots.WaitAsync(cancellationToken);
                loading.RemoveAll(static task => task.IsCompleted);
                var turn = LoadAsync(study, index, slots, cancellationToken);
                loading.Add(turn);
                // There is room, for nobody else writes; a write that can be stopped would lose the image.
                turns.TryWrite(turn);
            }

            turns.Complete();
        }
        catch (Exception failure)
        {
            turns.Complete(failure);
        }
        finally
        {
            await Task.WhenAll(loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<StudyImageTurn> LoadAsync(TaggedStudy study, int index, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var read = new ImageReading(Sha256: null);
        try
        {
            if (study.Study.Images.Count == 0) return new StudyImageTurn(study, index);
            var image = study.Study.Images[index];
            read = new ImageReading(image.Sha256);
            if (!pictures && image.Sha256 is { } known && await localizer.RecallAsync(study, index, known, cancellationToken) is { } recalled)
            {
                return new StudyImageTurn(study, index) { Work = Admit(recalled, image, known), Read = read };
            }

            var readAt = time.GetUtcNow();
            var file = await SourceFile.ReadAsync(dataset, image, cancellationToken);
            read = new ImageReading(file.Sha256, SourceClock.IsSettled(image.Stamp, readAt));
            return new StudyImageTurn(study, index)
            {
                Work = Admit(await localizer.LoadAsync(study, index, file, pictures, cancellationToken), image, file.Sha256),
                Read = read,
            };
        }
        catch (Exception failure) when (QuarantinedStudy.Explain(failure, study.Study.Id, LocalizationRun.Stage, read.Sha256) is { } record)
        {
            return new StudyImageTurn(study, index) { Failure = Named(record, study.Study, index), Read = read };
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Of several images the one that is to be repaired.</summary>
    private static QuarantinedStudy Named(QuarantinedStudy record, Study study, int index) =>
        study.Images.Count < 2 || record.Message.Contains(study.Images[index].Id, StringComparison.Ordinal)
            ? record
            : record with { Message = $"image {study.Images[index].Id}: {record.Message}" };

    /// <summary>Comes after decoding: a damaged file is told by its damage, not by its digest.</summary>
    private ImageWork Admit(ImageWork work, StudyImage image, string sha256)
    {
        if (localizer.Confinement.Allows(sha256)) return work;
        work.Dispose();
        throw localizer.Confinement.Refusal(image);
    }
}

/// <summary>
/// The turn of one image of a study: its work, or why there is none. The turns of a study follow each other; one without images has one
/// empty turn.
/// </summary>
internal sealed record StudyImageTurn(TaggedStudy Study, int Index)
{
    public ImageWork? Work { get; init; }

    public QuarantinedStudy? Failure { get; init; }

    public ImageReading? Read { get; init; }

    public StudyImage Image => Study.Study.Images[Index];

    public bool IsLast => Index >= Study.Study.Images.Count - 1;
}

/// <summary>What is known of an image's file after its turn.</summary>
/// <param name="Sha256">Null where the file could not be read.</param>
/// <param name="Settled">Whether it was read just now, and long enough after its last change to be known by its time from now on.</param>
internal sealed record ImageReading(string? Sha256, bool Settled = false);
