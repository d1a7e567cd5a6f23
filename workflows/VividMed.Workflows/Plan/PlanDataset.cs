using VividMed.Datasets;
using VividMed.Shards;

namespace VividMed.Workflows;

/// <summary>Lists the dataset's studies, cuts them into partitions and writes the plan. Answers with counts only.</summary>
[DurableTask(nameof(PlanDataset))]
public sealed class PlanDataset(PipelineEnvironment environment) : TaskActivity<SynthesisRequest, PlanSummary>
{
    public override async Task<PlanSummary> RunAsync(TaskActivityContext context, SynthesisRequest input)
    {
        var cancellation = environment.Stopping;
        var folder = environment.OpenRun(input);
        var (included, excluded) = await ListAsync(input, cancellation);
        var partitions = Partitioner.Cut(included, input.Options.PartitionSize);
        foreach (var (partition, studies) in partitions)
        {
            await folder.WriteAsync(folder.Partition(partition.Index, "studies"), studies, cancellation);
        }

        await folder.WriteAsync(folder.Excluded, excluded, cancellation);
        var version = await DatasetVersions.ClaimAsync(folder.Store, input.Run, cancellation);
        var older = (await DatasetVersions.ListAsync(folder.Store, cancellation)).Where(committed => committed < version).ToList();
        var plan = new DatasetPlan(
            input.Dataset,
            version,
            older.Count > 0 ? older[^1] : null,
            included.Count + excluded.Count,
            [.. partitions.Select(cut => cut.Partition)],
            excluded.GroupBy(study => study.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));
        await folder.WriteAsync(folder.Plan, plan, cancellation);
        return plan.Summarize();
    }

    private static async Task<(List<Study> Included, List<ExcludedStudy> Excluded)> ListAsync(SynthesisRequest request, CancellationToken cancellation)
    {
        var wanted = request.IdsFile is null ? null : StudyIds.Read(request.IdsFile);
        var included = new List<Study>();
        var excluded = new List<ExcludedStudy>();
        await foreach (var study in DatasetFactory.Open(request.Dataset, request.Root).ListStudiesAsync(cancellation))
        {
            if (wanted is not null && !wanted.Contains(study.Id)) continue;
            if (study.Exclusion is { } reason) excluded.Add(new ExcludedStudy(study.Id, reason));
            else included.Add(study);
        }

        return (included, excluded);
    }
}
