using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Quality;
using VividMed.Shards;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Running;

/// <summary>What a version is like, as a page.</summary>
internal static class QualitySource
{
    /// <summary>Reads every sample of the version, without its images.</summary>
    /// <param name="progress">Told how many samples are read; null tells nobody.</param>
    public static async Task<string> PageAsync(
        IBlobStore store, DatasetManifest manifest, IProgress<CountedWork>? progress, CancellationToken cancellationToken)
    {
        var quality = new VersionQuality(await ReviewLog.ConsensusAsync(store, cancellationToken));
        await foreach (var stored in VersionReader.ReadAsync(store, manifest.Version, withImages: false, cancellationToken))
        {
            quality.Add(stored.Sample);
            progress?.Report(new CountedWork((int)quality.Yield.Samples, (int)manifest.Counts.Written));
        }

        var quarantine = await VersionQuarantine.ReadAsync(store, manifest, cancellationToken).CountBy(static study => study.Reason, StringComparer.Ordinal)
            .ToDictionaryAsync(static reason => reason.Key, static reason => (long)reason.Value, cancellationToken: cancellationToken);
        var review = await ReviewSource.ReportAsync(store, manifest.Version, cancellationToken);
        var duplicates = MarkFindings.DuplicatesOf(await MarkFindings.ReadAsync(store, manifest, cancellationToken));
        return await EvaluationPages.RenderAsync(manifest, quality, quarantine, review, duplicates);
    }
}
