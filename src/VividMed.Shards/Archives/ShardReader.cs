using System.Runtime.CompilerServices;
using VividMed.Grounding;
using VividMed.Shards.Records;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Archives;

/// <summary>Reads shards: whole as a stream of samples, or one sample by its place.</summary>
public static class ShardReader
{
    /// <summary>Largest encoded image that is read into memory, in bytes.</summary>
    public const long LargestImage = 2_000_000_000;

    /// <summary>Every sample of a shard in stored order, one in memory at a time.</summary>
    /// <param name="archive">Read forward from its position and left open.</param>
    /// <param name="withImages">False passes over the images: records only.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<StoredSample> ReadAsync(
        Stream archive, bool withImages = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new UstarReader(archive);
        Grounding.Sample? sample = null;
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await reader.NextAsync(cancellationToken) is { } member)
        {
            if (!member.Name.EndsWith(ShardNames.RecordSuffix, StringComparison.Ordinal))
            {
                if (sample is null || ShardNames.KeyOf(member.Name) != sample.Id)
                {
                    throw new ShardException("stray-member", $"{member.Name} belongs to no record before it.");
                }

                if (withImages) images[member.Name] = await reader.ReadAsync(LargestImage, cancellationToken);
                continue;
            }

            if (sample is not null) yield return new StoredSample(sample, images);
            sample = Decode(member.Name, await reader.ReadAsync(SampleCodec.LargestRecord, cancellationToken));
            images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        }

        if (sample is not null) yield return new StoredSample(sample, images);
    }

    /// <summary>As the other overload, from a store. <c>shard-missing</c> where there is none of the name.</summary>
    public static async IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, string name, bool withImages = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var archive = await OpenAsync(store, name, cancellationToken);
        await foreach (var sample in ReadAsync(archive, withImages, cancellationToken)) yield return sample;
    }

    /// <summary>All members with their offsets, in stored order; a seekable store pays for the headers only.</summary>
    public static async Task<IReadOnlyList<ShardMember>> IndexAsync(
        IBlobStore store, string name, CancellationToken cancellationToken = default)
    {
        await using var archive = await OpenAsync(store, name, cancellationToken);
        var reader = new UstarReader(archive);
        var members = new List<ShardMember>();
        while (await reader.NextAsync(cancellationToken) is { } member) members.Add(member);
        return members;
    }

    /// <summary>One sample by range reads, or null when the index has none of the id.</summary>
    public static async Task<StoredSample?> ReadSampleAsync(
        IBlobStore store, string name, IReadOnlyList<ShardMember> index, string id, CancellationToken cancellationToken = default)
    {
        var record = ShardNames.Record(id);
        if (index.FirstOrDefault(member => member.Name == record) is not { } place) return null;
        var sample = Decode(record, await ReadMemberAsync(store, name, place, cancellationToken));
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var member in index.Where(member => member.Name != record && ShardNames.KeyOf(member.Name) == id))
        {
            images[member.Name] = await ReadMemberAsync(store, name, member, cancellationToken);
        }

        return new StoredSample(sample, images);
    }

    /// <summary>One member's content by a range read.</summary>
    public static async Task<byte[]> ReadMemberAsync(
        IBlobStore store, string name, ShardMember member, CancellationToken cancellationToken = default)
    {
        if (member.Length > LargestImage)
        {
            throw new ShardException("member-too-large", $"{member.Name} is larger than {LargestImage} bytes.");
        }

        await using var range = await store.OpenReadAsync(
            name, member.Offset, member.Length, cancellationToken) ?? throw Missing(store, name);
        using var content = new MemoryStream();
        await range.CopyToAsync(content, cancellationToken);
        return content.Length == member.Length ? content.ToArray() : throw UstarHeader.Bad("a member is cut off");
    }

    internal static ShardException Missing(IBlobStore store, string name) => new("shard-missing", $"{name} is not in {store.DisplayName}.");

    private static Grounding.Sample Decode(string member, byte[] record)
    {
        var sample = SampleCodec.Decode(record);
        return member == sample.Id + ShardNames.RecordSuffix
            ? sample
            : throw new ShardException("bad-record", $"{member} holds a record of another id.");
    }

    private static async Task<Stream> OpenAsync(IBlobStore store, string name, CancellationToken cancellationToken) =>
        await store.OpenReadAsync(name, cancellationToken: cancellationToken) ?? throw Missing(store, name);
}

/// <summary>A sample as read from a shard, with its encoded images by member name.</summary>
public sealed record StoredSample(Sample Sample, IReadOnlyDictionary<string, byte[]> Images);
