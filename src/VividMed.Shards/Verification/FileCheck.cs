using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Verification;

/// <summary>A file that is held against its name, length and digest while it is read.</summary>
internal sealed class FileCheck : IAsyncDisposable
{
    private readonly ShardFile _file;
    private readonly Stream _stored;
    private readonly DigestStream _digest;

    private FileCheck(ShardFile file, Stream stored) => (_file, _stored, _digest) = (file, stored, new DigestStream(stored));

    public Stream Content => _digest;

    /// <summary>The file, or null where it is not there; <c>shard-missing</c> is reported then.</summary>
    public static async Task<FileCheck?> OpenAsync(IBlobStore store, ShardFile file, ProblemList problems, CancellationToken cancellationToken)
    {
        if (await store.OpenReadAsync(file.Name, cancellationToken: cancellationToken) is { } stored) return new FileCheck(file, stored);
        problems.Add("shard-missing", "the manifest names it, the store lacks it", file.Name);
        return null;
    }

    /// <summary>Reads what is left and compares; returns the number of bytes.</summary>
    public async Task<long> FinishAsync(ProblemList problems, CancellationToken cancellationToken)
    {
        await _digest.CopyToAsync(Stream.Null, cancellationToken);
        if (_digest.Position != _file.Bytes) problems.Add("length-mismatch", $"{_digest.Position} bytes instead of {_file.Bytes}", _file.Name);
        if (_digest.Sha256 != _file.Sha256) problems.Add("digest-mismatch", $"SHA-256 {_digest.Sha256} instead of {_file.Sha256}", _file.Name);
        return _digest.Position;
    }

    public async ValueTask DisposeAsync()
    {
        await _digest.DisposeAsync();
        await _stored.DisposeAsync();
    }
}
