using System.IO.Compression;
using VividMed.Storage.Stores;

namespace VividMed.Datasets.Index;

/// <summary>
/// What is known of a dataset's files without reading them: path, length and stamp with the SHA-256 of the content, as git's index. It
/// saves reading and decides nothing: what it does not know, or has lost, is read again. An edit that keeps both length and time is missed,
/// as it is by git; whoever makes such edits loads it with <c>rehash</c>. In memory some 70 bytes a file.
/// </summary>
public sealed class SourceIndex
{
    internal const string BaseName = "index/files.tsv.gz";

    /// <summary>Below it lies what was read and is not folded yet.</summary>
    public const string NewPrefix = "index/new/";

    private const int AtOnce = 16;
    private readonly Dictionary<UInt128, ContentDigest> _known = [];

    private SourceIndex()
    {
    }

    /// <summary>How many states of files are known.</summary>
    public int Count => _known.Count;

    /// <summary>Everything that is known by now, folded or not.</summary>
    public static Task<SourceIndex> LoadAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        LoadAsync(store, rehash: false, cancellationToken);

    /// <param name="rehash">Knows nothing, so that every file is read again.</param>
    public static async Task<SourceIndex> LoadAsync(IBlobStore store, bool rehash, CancellationToken cancellationToken = default)
    {
        var index = new SourceIndex();
        if (rehash) return index;
        await index.ReadBaseAsync(store, cancellationToken);
        var names = await SourceSegments.ListAsync(store, cancellationToken);
        foreach (var some in names.Chunk(AtOnce))
        {
            foreach (var entries in await Task.WhenAll(some.Select(name => SourceSegments.ReadAsync(store, name, cancellationToken))))
            {
                foreach (var entry in entries) index.Learn(entry);
            }
        }

        index._known.TrimExcess();
        return index;
    }

    /// <summary>The digest of a file that is known in this very state, else null.</summary>
    public string? Find(string path, long length, string stamp) =>
        stamp.Length > 0 && _known.TryGetValue(FileState.Of(path, length, stamp), out var digest) ? digest.ToString() : null;

    /// <summary>The study with the digests of its images and report as far as they are known.</summary>
    public Study Complete(Study study) => study with
    {
        Images = [.. study.Images.Select(image => image with { Sha256 = image.Sha256 ?? Find(image.Path, image.Bytes, image.Stamp) })],
        Report = study.Report is { Sha256: null } report
            ? report with { Sha256 = Find(report.Name, report.Bytes, report.Stamp) }
            : study.Report,
    };

    /// <summary>
    /// Keeps what was read for a bucket, as a file of its own: it never waits for another writer and never replaces anything. Entries
    /// without a stamp are passed over.
    /// </summary>
    public static Task WriteNewAsync(
        IBlobStore store, string run, int bucket, IReadOnlyList<SourceEntry> entries, CancellationToken cancellationToken = default) =>
        SourceSegments.WriteAsync(store, $"{run}-{bucket}", entries, cancellationToken);

    /// <summary>Merges the new entries into the base and deletes their files; whoever else does so at the same time loses nothing.</summary>
    public static Task FoldAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        new SourceFold(store).RunAsync(cancellationToken);

    private async Task ReadBaseAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var file = await store.OpenReadAsync(BaseName, cancellationToken: cancellationToken);
        if (file is null) return;
        try
        {
            await using var text = new GZipStream(file, CompressionMode.Decompress);
            await foreach (var entry in SourceText.ReadAsync(text, cancellationToken)) Learn(entry);
        }
        catch (InvalidDataException)
        {
            _known.Clear(); // What it said before its damage showed is not to be trusted either.
        }
    }

    private void Learn(SourceEntry entry) =>
        _known[FileState.Of(entry.Path, entry.Length, entry.Stamp)] = ContentDigest.TryParse(entry.Sha256)!.Value;
}
