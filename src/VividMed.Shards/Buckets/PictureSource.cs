using VividMed.Shards.Archives;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Buckets;

/// <summary>An archive of pictures that is gone through once, for the samples that are asked of it in the order of their keys.</summary>
internal sealed class PictureSource(Stream archive) : IAsyncDisposable
{
    private readonly UstarReader _reader = new(archive);
    private ShardMember? _member;
    private bool _begun;

    /// <exception cref="ShardException"><c>shard-missing</c>.</exception>
    public static async Task<PictureSource> OpenAsync(IBlobStore store, ShardFile file, CancellationToken cancellationToken) =>
        new(await ShardReader.OpenAsync(store, file.Name, cancellationToken));

    /// <summary>Copies a sample's pictures; what lies before them is passed over.</summary>
    /// <exception cref="ShardException"><c>picture-missing</c>, <c>bad-archive</c>.</exception>
    public async Task CopyAsync(PictureContent content, UstarWriter to, CancellationToken cancellationToken)
    {
        var key = SampleKey.Of(content.Sample);
        while (!_begun || (_member is not null && string.CompareOrdinal(ShardNames.KeyOf(_member.Name), key) < 0))
        {
            await NextAsync(cancellationToken);
        }

        var copied = 0;
        for (; _member is not null && ShardNames.KeyOf(_member.Name) == key; copied++)
        {
            await using var picture = _reader.OpenContent();
            await to.AddAsync(_member.Name, _member.Length, picture, cancellationToken);
            await NextAsync(cancellationToken);
        }

        if (copied == content.Images.Count) return;
        throw new ShardException(
            "picture-missing", $"Sample {content.Sample} has {copied} of {content.Images.Count} pictures in the archive to cut from.");
    }

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    private async Task NextAsync(CancellationToken cancellationToken) =>
        (_member, _begun) = (await _reader.NextAsync(cancellationToken), true);
}
