using VividMed.Evaluation.Review;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Dashboard.Reviews;

/// <summary>Draws what people are to look at: the same sample whether the command line asks or the page.</summary>
public static class ReviewDrawing
{
    /// <summary>The sheet of a version, and which of its items have a planted fault.</summary>
    /// <exception cref="Shards.ShardException">There is no such version, or a record or archive is damaged.</exception>
    public static async Task<(ReviewSheet Sheet, ReviewKey Key)> DrawAsync(
        IBlobStore store, int version, ReviewPlan plan, CancellationToken cancellationToken)
    {
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        var doubted = await DoubtedAsync(store, manifest.Run, cancellationToken);
        var sampler = new ReviewSampler(plan);
        await foreach (var stored in VersionReader.ReadAsync(store, version, withImages: false, cancellationToken))
        {
            sampler.Add(stored.Sample, doubted.Contains(stored.Sample.Study));
        }

        return sampler.Draw(manifest.DatasetId, version, manifest.Recipe.Digest);
    }

    /// <summary>Studies whose reports rules and a language model read differently, as the run that committed the version noted.</summary>
    private static async Task<HashSet<string>> DoubtedAsync(IBlobStore store, string run, CancellationToken cancellationToken)
    {
        var doubted = new HashSet<string>(StringComparer.Ordinal);
        var folder = new RunFolder(store, run);
        await foreach (var name in store.ListAsync($"runs/{run}/", cancellationToken))
        {
            if (!name.EndsWith($"/{TagReports.Review}.json", StringComparison.Ordinal) && !name.EndsWith($"/{GroundFindings.Review}.json", StringComparison.Ordinal)) continue;
            doubted.UnionWith((await folder.ReadAsync<TagReview[]>(name, cancellationToken)).Select(static review => review.Study));
        }

        return doubted;
    }
}
