using System.Text.Json.Nodes;
using VividMed.Cli.Calls;
using VividMed.Cli.Checkups;
using VividMed.Cli.Demonstration;
using VividMed.Cli.Images;
using VividMed.Cli.Images.Censuses;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Datasets;
using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Evaluation.Reports;
using VividMed.Evaluation.Review;
using VividMed.Exports.Running;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Nifti;
using VividMed.Inference.Hosting;
using VividMed.Reports.Documents;
using VividMed.Shards.Comparison;
using VividMed.Shards.Quality;
using VividMed.Shards.Repacking;
using VividMed.Shards.Versions;
using VividMed.Training.Experiments;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Tables;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>
/// What each command writes as JSON, by its path. The schema is made from the very records that are written, so it cannot differ from them;
/// copies in docs/reference/schemas show a change of it in review.
/// </summary>
internal static class OutputSchemas
{
    public const string Error = "error";

    private static readonly SortedDictionary<string, OutputShape> Shapes = new(StringComparer.Ordinal)
    {
        [Error] = new(typeof(ErrorReport)),
        ["ask"] = new(typeof(AnsweredQuestion)),
        ["config show"] = new(typeof(IReadOnlyList<SettingLine>)),
        ["demo"] = new(typeof(DemoSummary)),
        ["doctor"] = new(typeof(IReadOnlyList<CheckLine>)),
        ["evaluate grounding"] = new(typeof(GroundingEvaluation)),
        ["evaluate model"] = new(typeof(EvaluationReport))
        {
            More = new()
            {
                ["schema"] = typeof(int), ["truthIsExhaustive"] = typeof(bool), ["openingCorrection"] = typeof(double), ["resamples"] = typeof(int),
                ["seed"] = typeof(int), ["tables"] = typeof(IReadOnlyList<EvaluationTable>),
            },
        },
        // All experiments write alike.
        ["experiment"] = new(typeof(ExperimentReport)),
        ["evaluate reports"] = new(typeof(ReportEvaluation)),
        ["image census"] = new(typeof(CensusReport)),
        ["image info"] = new(typeof(DicomSummary), typeof(NiftiSummary), typeof(DicomHeaderLine), typeof(NiftiHeaderLine), typeof(RasterHeaderLine), typeof(ImageError))
        {
            IsLines = true, Optional = new() { ["segments"] = typeof(IReadOnlyList<DicomSegment>) },
        },
        ["models check"] = new(typeof(ModelCheckReport)) { IsLines = true },
        ["models evaluate"] = new(typeof(IReadOnlyDictionary<string, double>)),
        ["models export"] = new(typeof(ExportedFolder)),
        ["models list"] = new(typeof(ModelLine)) { IsLines = true },
        ["models new"] = new(typeof(DraftedManifest)),
        ["models try"] = new(typeof(TriedModel)),
        ["plan"] = new(typeof(DryRun)),
        ["quarantine list"] = new(typeof(IReadOnlyList<QuarantinedStudy>)),
        ["quarantine replay"] = new(typeof(SynthesisResult)),
        ["report generate"] = new(typeof(ReportRecord)),
        ["report tag"] = new(typeof(ReportTagDocument)) { Format = ReportTagDocument.JsonFormat },
        ["review report"] = new(typeof(ReviewReport)),
        ["review study analyze"] = new(typeof(ReadingAnalysis)),
        ["run"] = new(typeof(SynthesisResult)),
        ["runs history"] = new(typeof(IReadOnlyList<RunEvent>)),
        ["runs list"] = new(typeof(IReadOnlyList<RunLine>)),
        ["runs purge"] = new(typeof(IReadOnlyList<RunLine>)),
        ["runs show"] = new(typeof(RunDetail)),
        ["shards diff"] = new(typeof(VersionDifference)),
        ["shards export"] = new(typeof(ExportManifest)),
        ["shards gc"] = new(typeof(CollectedFiles)),
        ["shards repack"] = new(typeof(RepackReport)),
        ["shards stats"] = new(typeof(ShardStatistics)),
        ["shards verify"] = new(typeof(VerifiedVersion)) { IsLines = true },
        ["train"] = new(typeof(TrainedFolder)),
        ["versions list"] = new(typeof(IReadOnlyList<VersionLine>)),
        ["versions show"] = new(typeof(DatasetManifest)),
    };

    public static IReadOnlyCollection<string> Names => Shapes.Keys;

    /// <summary>A schema as indented JSON.</summary>
    public static string Of(string name) => Node(name).ToJsonString(JsonOutput.Indented);

    public static JsonObject Node(string name) => Shapes[name].ToSchema(name);
}
