using VividMed.Localization;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Localize;

/// <summary>Runs the models over the images of a partition and writes what they found and which models they were.</summary>
[DurableTask(nameof(LocalizeStudies))]
public sealed class LocalizeStudies(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    /// <summary>The name of the stage in the partition's files and in quarantine records.</summary>
    public const string Stage = LocalizationRun.Stage;

    /// <summary>
    /// Beside the results: by id which models ran and on what. Only this stage knows it, the others may run on machines without a GPU.
    /// </summary>
    public const string ModelsFile = "models";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var request = input.Request;
        var stopping = environment.Stopping;
        var folder = environment.Stores.OpenRun(request);
        var studies = await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), stopping);
        using var localizer = await environment.Models.OpenLocalizerAsync(request, stopping);
        var result = await LocalizationRun.OverAsync(
            environment.Stores.OpenDataset(request), studies, localizer, environment.Models.Loaders, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, ModelsFile), result.Models, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), result.Done, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, $"quarantine-{Stage}"), result.Quarantined, stopping);
        return new StageResult(result.Done.Count, result.Quarantined.Count, result.Asked);
    }
}
