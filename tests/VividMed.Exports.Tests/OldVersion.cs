using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Records;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Exports.Tests;

/// <summary>A version of the first layout, whose writer looked at less: records and pictures in one archive.</summary>
internal static class OldVersion
{
    public static async Task<IBlobStore> WriteAsync(string folder, params IReadOnlyList<Sample> samples)
    {
        var store = BlobStoreFactory.Open(folder);
        using var archive = new MemoryStream();
        var writer = new UstarWriter(archive);
        foreach (var sample in samples.OrderBy(static sample => sample.Id, SampleKey.Order))
        {
            await writer.AddAsync(ShardNames.Record(sample.Id), SampleCodec.Encode(sample), default);
            foreach (var image in sample.Images) await writer.AddAsync(image.Member, TestPictures.Of(image), default);
        }

        await writer.FinishAsync(default);
        await store.TryCreateAsync("versions/0001/train-00000.tar", archive.ToArray());
        var phrases = samples.Sum(static sample => sample.Phrases.Count);
        var manifest = $$$"""
            {"schema":1,"version":1,"dataset":"mimic-cxr","run":"r","parent":null,"counts":{"planned":{{{samples.Count}}},"written":{{{samples.Count}}},"quarantined":0,"excluded":{}},
             "models":{},"lexiconDigest":"l","optionsDigest":"o","codeVersion":"c",
             "shards":[{"name":"train-00000.tar","split":"train","sha256":"{{{Sha256.Of(archive.ToArray())}}}","bytes":{{{archive.Length}}},"samples":{{{samples.Count}}},"phrases":{{{phrases}}},"regions":1}]}
            """;
        await store.TryCreateAsync("versions/0001/manifest.json", System.Text.Encoding.UTF8.GetBytes(manifest));
        return store;
    }
}
