using System.Runtime.CompilerServices;
using VividMed.Grounding;
using VividMed.Shards.Records;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Archives;

/// <summary>
/// Reads samples as a stream, one in memory at a time: from an archive of records, from one of records and one of the same samples'
/// pictures in step, or from a single archive that holds both, as in layout 1.
/// </summary>
public static class ShardReader
{
    /// <summary>Largest encoded image that is read into memory, in bytes.</summary>
    public const long LargestImage = 2_000_000_000;

    /// <summary>Every sample of an archive in stored order.</summary>
    /// <param name="archive">Read forward from its position and left open.</param>
    /// <param name="withImages">False passes over images that lie in the same archive: records only.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<StoredSample> ReadAsync(
        Stream archive, bool withImages = true, CancellationToken cancellationToken = default) =>
        ReadAsync(archive, _ => withImages, cancellationToken);

    /// <summary>
    /// Every sample of an archive of records with its pictures from another one, which holds those of the same samples in the same order;
    /// <c>pictures-mismatch</c> where it does not.
    /// </summary>
    public static IAsyncEnumerable<StoredSample> ReadAsync(Stream records, Stream pictures, CancellationToken cancellationToken = default) =>
        ReadAsync(records, pictures, static _ => true, cancellationToken);

    private static async IAsyncEnumerable<StoredSample> ReadAsync(
        Stream archive, Func<Sample, bool> wantsImages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new UstarReader(archive);
        Sample? sample = null;
        var (key, images) = ("", new Dictionary<string, byte[]>(StringComparer.Ordinal));
        while (await reader.NextAsync(cancellationToken) is { } member)
        {
            if (!ShardNames.IsRecord(member.Name))
            {
                if (sample is null || ShardNames.KeyOf(member.Name) != key)
                {
                    throw new ShardException("stray-member", $"{member.Name} belongs to no record before it.");
                }

                if (wantsImages(sample)) images[member.Name] = await reader.ReadAsync(LargestImage, cancellationToken);
                continue;
            }

            if (sample is not null) yield return new StoredSample(sample, images);
            sample = Decode(member.Name, await reader.ReadAsync(SampleCodec.LargestRecord, cancellationToken));
            (key, images) = (ShardNames.KeyOf(member.Name), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        }

        if (sample is not null) yield return new StoredSample(sample, images);
    }

    private static async IAsyncEnumerable<StoredSample> ReadAsync(
        Stream records, Stream pictures, Func<Sample, bool> wantsImages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new UstarReader(pictures);
        var picture = await reader.NextAsync(cancellationToken);
        await foreach (var (sample, _) in ReadAsync(records, withImages: false, cancellationToken))
        {
            var key = SampleKey.Of(sample.Id);
            var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var (wanted, met) = (wantsImages(sample), 0);
            for (; picture is not null && ShardNames.KeyOf(picture.Name) == key; picture = await reader.NextAsync(cancellationToken))
            {
                if (wanted) images[picture.Name] = await reader.ReadAsync(LargestImage, cancellationToken);
                met++;
            }

            if (met == 0 && sample.Images.Count > 0)
            {
                throw new ShardException(
                    "pictures-mismatch", $"Sample {sample.Id} comes next, but the pictures are those of {picture?.Name ?? "none"}.");
            }

            yield return new StoredSample(sample, images);
        }

        if (picture is not null) throw new ShardException("pictures-mismatch", $"{picture.Name} is a picture of no record.");
    }

    /// <summary>
    /// As the other overloads, from a store; pictures is null where they lie in the records' archive. <c>shard-missing</c> where there is
    /// none of a name.
    /// </summary>
    public static IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, string records, string? pictures = null, bool withImages = true, CancellationToken cancellationToken = default) =>
        ReadAsync(store, records, withImages ? pictures : null, _ => withImages, cancellationToken);

    /// <summary>The same; pictures that are not wanted of a sample are passed over.</summary>
    public static async IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, string records, string? pictures, Func<Sample, bool> wantsImages,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var archive = await OpenAsync(store, records, cancellationToken);
        await using var beside = pictures is not null ? await OpenAsync(store, pictures, cancellationToken) : null;
        var samples = beside is null ? ReadAsync(archive, wantsImages, cancellationToken) : ReadAsync(archive, beside, wantsImages, cancellationToken);
        await using var each = samples.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(store, records, each)) yield return each.Current;
    }

    /// <summary>What is wrong in an archive says nothing to whoever does not know which of thousands it is.</summary>
    private static async ValueTask<bool> NextAsync(IBlobStore store, string records, IAsyncEnumerator<StoredSample> samples)
    {
        try
        {
            return await samples.MoveNextAsync();
        }
        catch (ShardException damaged)
        {
            throw new ShardException(damaged.Code, $"{records} in {store.DisplayName} is damaged: {damaged.Message} 'vividmed shards verify' tells all that is.", damaged);
        }
    }

    internal static ShardException Missing(IBlobStore store, string name) => new("shard-missing", $"{name} is not in {store.DisplayName}.");

    internal static Sample Decode(string member, byte[] record)
    {
        var sample = SampleCodec.Decode(record);
        return ShardNames.IsRecordOf(member, sample.Id)
            ? sample
            : throw new ShardException("bad-record", $"{member} holds a record of another id.");
    }

    internal static async Task<Stream> OpenAsync(IBlobStore store, string name, CancellationToken cancellationToken) =>
        await store.OpenReadAsync(name, cancellationToken: cancellationToken) ?? throw Missing(store, name);
}

/// <summary>A sample as read from its archives, with its encoded images by member name.</summary>
public sealed record StoredSample(Sample Sample, IReadOnlyDictionary<string, byte[]> Images);
