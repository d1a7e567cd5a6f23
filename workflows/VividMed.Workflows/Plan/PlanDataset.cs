using System.Runtime.CompilerServices;
using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Plan;

/// <summary>Lists the dataset's studies, cuts them into partitions as they come and writes the plan. Answers with counts only.</summary>
[DurableTask(nameof(PlanDataset))]
public sealed class PlanDataset(PipelineEnvironment environment) : TaskActivity<SynthesisRequest, PlanSummary>
{
    /// <summary>Partition files written at once: a store's answer takes longer than listing what goes into the next one.</summary>
    private const int Writers = 8;

    public override async Task<PlanSummary> RunAsync(TaskActivityContext context, SynthesisRequest input)
    {
        var folder = environment.Stores.OpenRun(input);
        var partitions = new List<PlannedPartition>();
        var excluded = new List<ExcludedStudy>();
        await Parallel.ForEachAsync(
            CutAsync(input, partitions, excluded, environment.Stopping),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = environment.Stopping },
            async (cut, stop) => await folder.WriteAsync(folder.Partition(cut.Partition.Index, "studies"), cut.Studies, stop));
        return await WriteAsync(folder, input, partitions, excluded, environment.Stopping);
    }

    private async IAsyncEnumerable<(PlannedPartition Partition, Study[] Studies)> CutAsync(
        SynthesisRequest request, List<PlannedPartition> partitions, List<ExcludedStudy> excluded,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partitioner = new Partitioner(request.Options.PartitionSize);
        await foreach (var study in environment.Stores.OpenDataset(request).ListStudiesAsync(request.Select(), cancellationToken))
        {
            if (study.Exclusion is { } reason) excluded.Add(new ExcludedStudy(study.Id, reason));
            else if (partitioner.Add(study) is { } full) yield return Take(full);
        }

        foreach (var rest in partitioner.Finish()) yield return Take(rest);

        (PlannedPartition Partition, Study[] Studies) Take((PlannedPartition Partition, Study[] Studies) cut)
        {
            partitions.Add(cut.Partition);
            return cut;
        }
    }

    private static async Task<PlanSummary> WriteAsync(
        RunFolder folder, SynthesisRequest request, List<PlannedPartition> partitions, List<ExcludedStudy> excluded,
        CancellationToken cancellationToken)
    {
        await folder.WriteAsync(folder.Excluded, excluded, cancellationToken);
        var version = await DatasetVersions.ClaimAsync(folder.Store, request.Run, cancellationToken);
        var older = (await DatasetVersions.ListAsync(folder.Store, cancellationToken)).Where(committed => committed < version).ToList();
        var plan = new DatasetPlan(
            request.Dataset,
            version,
            older.Count > 0 ? older[^1] : null,
            partitions.Sum(static partition => partition.Studies) + excluded.Count,
            partitions,
            excluded.GroupBy(study => study.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));
        await folder.WriteAsync(folder.Plan, plan, cancellationToken);
        return plan.Summarize();
    }
}
