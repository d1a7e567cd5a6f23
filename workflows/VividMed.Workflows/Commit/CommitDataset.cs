using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Commit;

/// <summary>Checks that the counts close and commits the version; answers with its folder, such as <c>versions/0001</c>.</summary>
[DurableTask(nameof(CommitDataset))]
public sealed class CommitDataset(PipelineEnvironment environment) : TaskActivity<CommitRequest, string>
{
    public override async Task<string> RunAsync(TaskActivityContext context, CommitRequest input)
    {
        var cancellationToken = environment.Stopping;
        var (request, plan, totals) = input;
        var folder = environment.Stores.OpenRun(request);
        var shards = new List<ShardEntry>();
        var statistics = new ShardStatistics();
        var models = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var partition = 0; partition < plan.Partitions; partition++)
        {
            if (await folder.TryReadAsync<Dictionary<string, string>>(folder.Partition(partition, LocalizeStudies.ModelsFile), cancellationToken) is { } ran) Merge(models, ran);
            if (await folder.TryReadAsync<WrittenShard>(folder.Partition(partition, WriteShard.Stage), cancellationToken) is not { } written) continue;
            shards.Add(written.Entry);
            statistics.Add(written.Statistics);
        }

        var provenance = environment.ProvenanceOf(request, models);
        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion,
            plan.Version,
            request.Dataset,
            request.Run,
            plan.Parent,
            new DatasetCounts(
                plan.Studies, totals.Written, totals.Quarantined,
                plan.ExcludedByReason.ToDictionary(reason => reason.Key, reason => (long)reason.Value)),
            provenance.Models,
            provenance.LexiconDigest,
            provenance.OptionsDigest,
            provenance.CodeVersion,
            shards);
        await DatasetCommit.CommitAsync(folder.Store, manifest, statistics, cancellationToken);
        return DatasetLayout.Version(plan.Version);
    }

    /// <summary>Partitions may have run on different machines: then the version says both.</summary>
    private static void Merge(SortedDictionary<string, string> models, Dictionary<string, string> ran)
    {
        foreach (var (id, description) in ran)
        {
            var known = models.TryGetValue(id, out var text) ? text.Split("; ") : [];
            models[id] = string.Join("; ", known.Append(description).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    }
}

/// <summary>What is to be committed: the plan and the counts that must close.</summary>
public sealed record CommitRequest(SynthesisRequest Request, PlanSummary Plan, SynthesisProgress Totals);
