using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Records;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Publishing;

/// <summary>
/// Writes samples as a ustar archive: for each sample its record, then its images. The bytes depend on the samples alone.
/// Samples come in ascending ordinal order of their ids, which also keeps any from coming twice.
/// </summary>
public sealed class ShardWriter : IDisposable
{
    private readonly DigestStream _output;
    private readonly UstarWriter _archive;
    private readonly ShardStatistics _statistics = new();
    private string? _last;

    /// <param name="output">Written forward only and left open.</param>
    public ShardWriter(Stream output)
    {
        _output = new DigestStream(output);
        _archive = new UstarWriter(_output);
    }

    /// <summary>
    /// Appends a sample; the images' members are those of its record, in order. <c>samples-out-of-order</c>,
    /// <c>image-mismatch</c>, <c>short-image</c> or the code of a failed check (see <see cref="SampleChecks"/>).
    /// </summary>
    public async Task AddAsync(Sample sample, IReadOnlyList<ShardImage> images, CancellationToken cancellationToken = default)
    {
        if (string.CompareOrdinal(_last, sample.Id) >= 0)
        {
            throw new ShardException("samples-out-of-order", $"Sample {sample.Id} does not come after {_last} in ordinal order.");
        }

        if (SampleChecks.Find(sample).FirstOrDefault() is { } problem)
        {
            throw new ShardException(problem.Code, $"Sample {sample.Id}: {problem.Message}");
        }

        if (!sample.Images.Select(static image => image.Member).SequenceEqual(images.Select(static image => image.Member), StringComparer.Ordinal))
        {
            throw new ShardException("image-mismatch", $"The images given for sample {sample.Id} are not those of its record.");
        }

        await _archive.AddAsync(ShardNames.Record(sample.Id), SampleCodec.Encode(sample), cancellationToken);
        foreach (var image in images) await _archive.AddAsync(image.Member, image.Length, image.Content, cancellationToken);
        _statistics.Add(sample);
        _last = sample.Id;
    }

    /// <summary>Ends the archive and says what it holds.</summary>
    public async Task<ShardSummary> FinishAsync(CancellationToken cancellationToken = default)
    {
        await _archive.FinishAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
        return new ShardSummary(_output.Sha256, _output.Position, _statistics);
    }

    /// <summary>Leaves the output open, and the archive without its end unless <see cref="FinishAsync"/> wrote it.</summary>
    public void Dispose() => _output.Dispose();
}

/// <summary>What a shard holds, known once its last byte is written.</summary>
public sealed record ShardSummary(string Sha256, long Bytes, ShardStatistics Statistics);
