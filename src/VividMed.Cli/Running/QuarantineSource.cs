using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Running;

/// <summary>Quarantined studies of a version, or of a run that committed none.</summary>
internal static class QuarantineSource
{
    public static async Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(
        IBlobStore store, int? version, string? run, CancellationToken cancellationToken)
    {
        if (run is not null)
        {
            var left = await new RunFolder(store, run).QuarantineAsync(cancellationToken).ToListAsync(cancellationToken);
            if (left.Count > 0) return left;
        }

        var manifest = await DatasetManifest.LoadAsync(
            store, version ?? await VersionReader.LatestAsync(store, cancellationToken), cancellationToken);
        return await VersionQuarantine.ReadAsync(store, manifest, cancellationToken).ToListAsync(cancellationToken);
    }
}
