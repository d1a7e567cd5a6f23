using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>A committed dataset version to train or measure on: its store and its folder, such as <c>versions/0001</c>.</summary>
public sealed record VersionSource(IBlobStore Store, string Prefix);

/// <summary>A version with its manifest.</summary>
internal sealed record LoadedVersion(IBlobStore Store, DatasetManifest Manifest)
{
    /// <summary>The buckets of a split that hold samples, in the manifest's order.</summary>
    public IReadOnlyList<BucketEntry> BucketsOf(string split) =>
        [.. Manifest.Buckets.Where(bucket => bucket.Split == split && bucket.Samples > 0)];

    /// <summary>The versions with their manifests. <c>bad-version-prefix</c> for another kind of name than <c>versions/0001</c>.</summary>
    public static async Task<IReadOnlyList<LoadedVersion>> LoadAsync(
        IReadOnlyList<VersionSource> sources, CancellationToken cancellationToken)
    {
        var versions = new List<LoadedVersion>(sources.Count);
        foreach (var (store, prefix) in sources)
        {
            var number = DatasetLayout.VersionOf(prefix)
                ?? throw new TrainingException("bad-version-prefix", "A version is named like versions/0001.");
            versions.Add(new LoadedVersion(store, await DatasetManifest.LoadAsync(store, number, cancellationToken)));
        }

        return versions;
    }
}
