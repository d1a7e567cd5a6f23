using VividMed.Datasets;
using VividMed.Reports;

namespace VividMed.Workflows;

/// <summary>Reads the partition's reports and tags their findings. A study whose report cannot be read goes to quarantine.</summary>
[DurableTask(nameof(TagReports))]
public sealed class TagReports(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    public const string Stage = "tag";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellation = environment.Stopping;
        var request = input.Request;
        var folder = environment.OpenRun(request);
        var studies = await folder.ReadAsync<Study[]>(folder.Partition(input.Partition, "studies"), cancellation);
        var dataset = environment.OpenDataset(request);
        var tagger = new ReportTagger(environment.OpenTaxonomy(request));
        var style = dataset.Modality == Modality.Ct ? ReportStyle.CtRate : ReportStyle.MimicCxr;

        return await StageRun.OverAsync(folder, input.Partition, Stage, studies, study => study.Id, async study =>
        {
            var text = await dataset.ReadReportAsync(study, cancellation);
            return new TaggedStudy(study, tagger.Tag(text, style));
        }, cancellation);
    }
}
