using System.Threading.Channels;
using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;
using VividMed.Datasets.Files;

namespace VividMed.Cli.Images.Censuses;

/// <summary>Reads the headers of many files at once while they are still being listed. Memory holds the few that are in hand.</summary>
internal static class CensusReader
{
    private const int Waiting = 4096;
    private const int HeaderBytes = 1 << 16;

    /// <summary>
    /// Headers are waited for, not computed: more of them at once than there are processors, and more still where each is a request.
    /// </summary>
    private static int AtOnce(bool remote) => remote ? 64 : 4 * Environment.ProcessorCount;

    /// <summary>Of files on this machine.</summary>
    public static Task<CensusReport> ReadAsync(IEnumerable<string> paths, CountProgress progress, CancellationToken cancellationToken) =>
        CountAsync(
        paths.ToAsyncEnumerable(), path => path, ImageHeaderReader.Read,
        path => new FileInfo(path) is { Exists: true } file ? file.Length : 0, AtOnce(remote: false), progress, cancellationToken);

    /// <summary>Of a dataset's files wherever they lie.</summary>
    public static Task<CensusReport> ReadAsync(IDatasetFiles files, CountProgress progress, CancellationToken cancellationToken) =>
        CountAsync(
        files.ListAsync("", cancellationToken).Where(file => ImageName.IsImage(file.Path) == true && !ImageName.IsPairVoxels(file.Path)),
        file => file.Path, file => ReadHeader(files, file), file => file.Length, AtOnce(remote: true), progress, cancellationToken);

    private static async Task<CensusReport> CountAsync<T>(
        IAsyncEnumerable<T> listing, Func<T, string> nameOf, Func<T, IImageHeader> read, Func<T, long> lengthOf, int atOnce,
        CountProgress progress, CancellationToken cancellationToken)
    {
        var census = new Census();
        var found = Channel.CreateBounded<T>(new BoundedChannelOptions(Waiting) { SingleWriter = true });
        var listed = Task.Run(() => ListAsync(listing, found.Writer, progress, cancellationToken), cancellationToken);
        await Parallel.ForEachAsync(found.Reader.ReadAllAsync(cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, (file, _) =>
        {
            try
            {
                census.Add(read(file), lengthOf(file));
            }
            catch (Exception failure) when (UserError.OfFile(failure) is { } message)
            {
                census.Add(nameOf(file), failure, message, lengthOf(file));
            }

            progress.Report(census.Files);
            return ValueTask.CompletedTask;
        });
        await listed;
        return census.Report();
    }

    private static async Task ListAsync<T>(
        IAsyncEnumerable<T> listing, ChannelWriter<T> found, CountProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var known = 0;
            await foreach (var file in listing.WithCancellation(cancellationToken))
            {
                await found.WriteAsync(file, cancellationToken);
                progress.Expect(++known, all: false);
            }

            progress.Expect(known, all: true);
            found.Complete();
        }
        catch (Exception failure)
        {
            found.Complete(failure);
        }
    }

    /// <summary>The first 64 KiB hold nearly every header; a longer one is read again from a stream without end.</summary>
    private static IImageHeader ReadHeader(IDatasetFiles files, DatasetFile file)
    {
        if (file.Length > HeaderBytes)
        {
            try
            {
                using var start = Open(files, file, HeaderBytes);
                return ImageHeaderReader.Read(file.Path, start);
            }
            catch (VividMed.Imaging.ImageFormatException)
            {
                // Cut off within the header, or damaged: the whole file tells which.
            }
        }

        using var whole = Open(files, file, length: null);
        return ImageHeaderReader.Read(file.Path, whole);
    }

    private static Stream Open(IDatasetFiles files, DatasetFile file, long? length) =>
        files.OpenRead(file.Path, 0, length) ?? throw new FileNotFoundException("the file has gone", file.Path);
}
