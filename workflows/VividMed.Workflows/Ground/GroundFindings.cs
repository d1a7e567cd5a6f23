using VividMed.Grounding;
using VividMed.Localization;
using VividMed.Reports;
using VividMed.Taxonomy;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
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

    /// <summary>Beside the stage's result, where a language model read sentences again: in which studies it read otherwise.</summary>
    public const string Review = "review-ground";

    /// <summary>Beside the stage's result, where reviewers corrected any of its studies: their questions before, by study.</summary>
    public const string Unreviewed = "ground-unreviewed";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        await environment.Recipes.CheckTextAsync(folder, request, input.Recipe, cancellationToken);
        var tagged = (await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), cancellationToken)).ToDictionary(study => study.Study.Id);
        var localized = await folder.ReadAsync<LocalizedStudy[]>(
            folder.Partition(input.Partition, LocalizeStudies.Stage), cancellationToken);
        var corrections = (await folder.ReadWorkAsync(input.Partition, cancellationToken)).Studies
            .Where(static planned => planned.Corrections is not null)
            .ToDictionary(static planned => planned.Study.Id, static planned => planned.Corrections!, StringComparer.Ordinal);
        var grounder = new Grounder(environment.Taggers.OpenTaxonomy(request), PipelineRecipes.Grounding, environment.Taggers.OpenScales(request));
        var provenance = environment.ProvenanceOf(
            input, await folder.ReadAsync<Dictionary<string, string>>(folder.Partition(input.Partition, LocalizeStudies.ModelsFile), cancellationToken));
        var supported = environment.Models.SupportedTargets(request);
        var miniatures = await PipelineRecipes.MiniaturesAsync(folder, cancellationToken);
        var modality = environment.Stores.OpenDataset(request).Modality;
        var second = environment.Taggers.OpenLlm(request) is { } model ? new SecondReader(model, ReportStyles.For(modality)) : null;

        var unreviewed = new SortedDictionary<string, IReadOnlyList<QuestionAnswer>>(StringComparer.Ordinal);
        var result = await StageRun.OverAsync(folder, input.Partition, Stage, localized, study => study.Study, async study =>
        {
            var source = tagged[study.Study];
            var grounding = new GroundingStudy(study.Study, modality, source.Report, study.Images, study.Candidates, supported) { Miniatures = miniatures };
            var grounded = grounder.Ground(grounding);
            if (corrections.TryGetValue(study.Study, out var own))
            {
                unreviewed[study.Study] = grounded.Questions;
                grounded = grounder.Ground(grounding with { Report = source.Reviewed ?? source.Report, Corrections = own });
            }
            else if (second is not null && await second.ReadAsync(study.Study, source.Report, grounded, cancellationToken) is { } reread)
            {
                // What a person has judged is not read again.
                grounded = grounder.Ground(grounding with { Report = reread });
            }

            return ToSample(request.Dataset, source, request.Options.Acquisition ? study.Images : WithoutAcquisition(study.Images), modality, grounded, provenance);
        }, cancellationToken);
        if (second is not null) await folder.WriteAsync(folder.Partition(input.Partition, Review), second.Reviews, cancellationToken);
        if (unreviewed.Count > 0) await folder.WriteAsync(folder.Partition(input.Partition, Unreviewed), unreviewed, cancellationToken);
        return result;
    }

    private static IReadOnlyList<SampleImage> WithoutAcquisition(IReadOnlyList<SampleImage> images) =>
        [.. images.Select(static image => image with { Acquisition = null })];

    private static Sample ToSample(
        string dataset, TaggedStudy source, IReadOnlyList<SampleImage> images, Modality modality, GroundingResult grounded, Provenance provenance)
    {
        var (study, report) = source;
        return new Sample(
            study.Id, dataset, study.Split, study.Patient, study.Id, modality, images,
            new SampleReport(report.Text, [.. report.Sections.Select(section => new SampleSection(section.Name, section.Start, section.End))]),
            grounded.Phrases, grounded.Regions, grounded.Questions, provenance);
    }
}
