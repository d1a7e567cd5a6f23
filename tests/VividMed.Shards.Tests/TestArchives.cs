using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Records;

namespace VividMed.Shards.Tests;

/// <summary>Archives of whatever a test puts in: also what the writers refuse.</summary>
internal static class TestArchives
{
    public static async Task<byte[]> OfAsync(params IEnumerable<(string Name, byte[] Content)> members)
    {
        using var stream = new MemoryStream();
        var writer = new UstarWriter(stream);
        foreach (var (name, content) in members) await writer.AddAsync(name, content, CancellationToken.None);
        await writer.FinishAsync(CancellationToken.None);
        return stream.ToArray();
    }

    /// <summary>Unchecked records.</summary>
    public static Task<byte[]> RecordsAsync(params IEnumerable<Sample> samples) => OfAsync(samples.Select(Record));

    /// <summary>The pictures of the samples.</summary>
    public static Task<byte[]> PicturesAsync(params IEnumerable<Sample> samples) => OfAsync(samples.SelectMany(Pictures));

    /// <summary>Records and pictures in one archive.</summary>
    public static Task<byte[]> TogetherAsync(params IEnumerable<Sample> samples) =>
        OfAsync(samples.SelectMany(static sample => Pictures(sample).Prepend(Record(sample))));

    private static (string Name, byte[] Content) Record(Sample sample) => (ShardNames.Record(sample.Id), SampleCodec.Encode(sample));

    private static IEnumerable<(string Name, byte[] Content)> Pictures(Sample sample) =>
        sample.Images.Select(static image => (image.Member, image.Depth > 1 ? TestSamples.Nifti : TestSamples.Png));
}
