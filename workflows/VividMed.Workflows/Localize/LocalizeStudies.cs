using VividMed.Datasets.Index;
using VividMed.Localization;
using VividMed.Shards.Buckets;
using VividMed.Workflows.Recipes;
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

    /// <summary>Beside the results: what was learnt of the images' files, and where their pictures lie.</summary>
    public const string SourcesFile = "sources";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var request = input.Request;
        var stopping = environment.Stopping;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        await environment.Recipes.CheckTextAsync(folder, request, input.Recipe, stopping);
        using var localizer = await environment.Models.OpenLocalizerAsync(request, stopping);
        await PipelineRecipes.CheckModelsAsync(folder, localizer, input.Recipe, stopping);
        var work = await folder.ReadWorkAsync(input.Partition, stopping);
        var studies = await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), stopping);
        var shelf = new PictureShelf(folder.Store, work.Split, work.QuarantinedBefore.ToHashSet(StringComparer.Ordinal));
        var result = await LocalizationRun.OverAsync(
            environment.Stores.OpenDataset(request), studies, localizer, environment.Models.Loaders, shelf, environment.Time, stopping);
        var sources = new LocalizedSources(result.Digests, result.Read, result.Pictures);
        await folder.WriteAsync(folder.Partition(input.Partition, ModelsFile), result.Models, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, SourcesFile), sources, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), result.Done, stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, $"quarantine-{Stage}"), result.Quarantined, stopping);
        return new StageResult(result.Done.Count, result.Quarantined.Count, result.Asked);
    }
}

/// <summary>What the stage learnt of the images' files.</summary>
/// <param name="Digests">SHA-256 by path, of quarantined studies too.</param>
/// <param name="Read">Those that may be known by their times from now on.</param>
/// <param name="Pictures">The archive of the pictures of all studies that came through; null where none did.</param>
public sealed record LocalizedSources(
    IReadOnlyDictionary<string, string> Digests, IReadOnlyList<SourceEntry> Read, ShardFile? Pictures);
