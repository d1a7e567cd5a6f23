using VividMed.Grounding;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Archives;

/// <summary>Where each member of a bucket's archives lies, so that one sample is read without the others.</summary>
public sealed class ShardIndex
{
    private readonly IBlobStore _store;
    private readonly IReadOnlyList<(string Archive, ShardMember Member)> _members;

    private ShardIndex(IBlobStore store, IReadOnlyList<(string Archive, ShardMember Member)> members) => (_store, _members) = (store, members);

    /// <summary>The members in stored order, records before pictures.</summary>
    public IEnumerable<ShardMember> Members => _members.Select(static place => place.Member);

    /// <summary>Reads the headers of the archives; pictures is null where they lie in the records' archive.</summary>
    /// <exception cref="ShardException"><c>shard-missing</c> or <c>bad-archive</c>.</exception>
    public static async Task<ShardIndex> ReadAsync(
        IBlobStore store, string records, string? pictures = null, CancellationToken cancellationToken = default)
    {
        var members = new List<(string Archive, ShardMember Member)>();
        foreach (var name in pictures is null ? (string[])[records] : [records, pictures])
        {
            await using var archive = await ShardReader.OpenAsync(store, name, cancellationToken);
            var reader = new UstarReader(archive);
            while (await reader.NextAsync(cancellationToken) is { } member) members.Add((name, member));
        }

        return new ShardIndex(store, members);
    }

    /// <summary>One sample by range reads, or null when there is none of the id.</summary>
    public async Task<StoredSample?> ReadSampleAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await ReadRecordAsync(id, cancellationToken) is not { } sample) return null;
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (home, member) in PicturesOf(id)) images[member.Name] = await ReadAsync(home, member, cancellationToken);
        return new StoredSample(sample, images);
    }

    /// <summary>One sample without its images, or null when there is none of the id.</summary>
    public async Task<Sample?> ReadRecordAsync(string id, CancellationToken cancellationToken = default) =>
        FindRecord(id) is { Member: { } record, Archive: var archive }
            ? ShardReader.Decode(record.Name, await ReadAsync(archive, record, cancellationToken))
            : null;

    /// <summary>One image of a sample as it is stored, or null when there is none of the member's name.</summary>
    public async Task<byte[]?> ReadImageAsync(string id, string member, CancellationToken cancellationToken = default) =>
        PicturesOf(id).FirstOrDefault(place => place.Member.Name == member) is { Member: { } picture, Archive: var archive }
            ? await ReadAsync(archive, picture, cancellationToken)
            : null;

    private (string Archive, ShardMember Member) FindRecord(string id) =>
        _members.FirstOrDefault(place => ShardNames.IsRecordOf(place.Member.Name, id));

    private IEnumerable<(string Archive, ShardMember Member)> PicturesOf(string id)
    {
        if (FindRecord(id) is not { Member: { } record }) return [];
        var key = ShardNames.KeyOf(record.Name);
        return _members.Where(other => other.Member != record && ShardNames.KeyOf(other.Member.Name) == key);
    }

    private async Task<byte[]> ReadAsync(string archive, ShardMember member, CancellationToken cancellationToken)
    {
        if (member.Length > ShardReader.LargestImage)
        {
            throw new ShardException("member-too-large", $"{member.Name} is larger than {ShardReader.LargestImage} bytes.");
        }

        await using var range = await _store.OpenReadAsync(archive, member.Offset, member.Length, cancellationToken)
            ?? throw ShardReader.Missing(_store, archive);
        using var content = new MemoryStream();
        await range.CopyToAsync(content, cancellationToken);
        return content.Length == member.Length ? content.ToArray() : throw UstarHeader.Bad("a member is cut off");
    }
}
