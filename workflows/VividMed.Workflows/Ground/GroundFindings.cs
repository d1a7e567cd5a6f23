using VividMed.Grounding;
using VividMed.Localization;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Ground;

/// <summary>Ties each phrase of each report to the regions found for it and writes the samples, still without their images.</summary>
[DurableTask(nameof(GroundFindings))]
public sealed class GroundFindings(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    /// <summary>The name of the stage in the partition's files and in quarantine records.</summary>
    public const string Stage = "ground";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        await environment.Recipes.CheckTextAsync(folder, request, input.Recipe, cancellationToken);
        var tagged = (await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), cancellationToken)).ToDictionary(study => study.Study.Id);
        var localized = await folder.ReadAsync<LocalizedStudy[]>(
            folder.Partition(input.Partition, LocalizeStudies.Stage), cancellationToken);
        var grounder = new Grounder(environment.Taggers.OpenTaxonomy(request), PipelineRecipes.Grounding, environment.Taggers.OpenScales(request));
        var provenance = environment.ProvenanceOf(
            input, await folder.ReadAsync<Dictionary<string, string>>(folder.Partition(input.Partition, LocalizeStudies.ModelsFile), cancellationToken));
        var supported = environment.Models.SupportedTargets(request);
        var miniatures = await PipelineRecipes.MiniaturesAsync(folder, cancellationToken);
        var modality = environment.Stores.OpenDataset(request).Modality;

        return await StageRun.OverAsync(folder, input.Partition, Stage, localized, study => study.Study, study =>
        {
            var (source, report) = tagged[study.Study];
            var result = grounder.Ground(
                new GroundingStudy(source.Id, modality, report, study.Images, study.Candidates, supported) { Miniatures = miniatures });
            return Task.FromResult(new Sample(
                source.Id, request.Dataset, source.Split, source.Patient, source.Id, modality, study.Images,
                new SampleReport(
                    report.Text, [.. report.Sections.Select(section => new SampleSection(section.Name, section.Start, section.End))]),
                result.Phrases, result.Regions, result.Questions, provenance));
        }, cancellationToken);
    }
}
