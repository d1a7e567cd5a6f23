using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Tag;

/// <summary>
/// Reads the partition's reports and tags their findings. A study whose report cannot be read goes to quarantine; what a language model and
/// the rules see differently is written down for review.
/// </summary>
[DurableTask(nameof(TagReports))]
public sealed class TagReports(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    /// <summary>The name of the stage in the partition's files and in quarantine records.</summary>
    public const string Stage = "tag";

    /// <summary>Beside the stage's result, where a language model tagged.</summary>
    public const string Review = "review-tag";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        await environment.Recipes.CheckTextAsync(folder, request, input.Recipe, cancellationToken);
        var work = await folder.ReadWorkAsync(input.Partition, cancellationToken);
        using var tagger = new StudyTagger(environment, request);
        var tagging = tagger.Start(work.Studies, cancellationToken);
        var result = await StageRun.OverAsync(
            folder, input.Partition, Stage, work.Studies, static planned => planned.Study.Id, planned => tagging[planned.Study.Id],
            cancellationToken);
        if (tagger.UsesModel) await folder.WriteAsync(folder.Partition(input.Partition, Review), tagger.Reviews, cancellationToken);
        return result;
    }
}
