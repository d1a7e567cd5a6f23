using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Layout1;

/// <summary>
/// A dataset of layout 1 as a release of before wrote it, byte for byte: version 1 by run-1, with s1 and s2 in train and s3 in validate,
/// records of schema 1 and pictures in the same archives.
/// </summary>
internal static class OldDataset
{
    public const string Train = "versions/0001/train/shard-00000.tar";
    public const string Validate = "versions/0001/validate/shard-00001.tar";

    private static readonly string[] Names = ["versions/0001/manifest.json", "versions/0001/run.json", Train, Validate];

    public static async Task CopyToAsync(IBlobStore store)
    {
        foreach (var name in Names) Assert.True(await store.TryCreateAsync(name, await ReadAsync(name)));
    }

    public static Task<byte[]> ReadAsync(string name) =>
        File.ReadAllBytesAsync(Repository.Path("tests", "VividMed.Shards.Tests", "Layout1", Path.Combine(name.Split('/'))));
}
