using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Inference;
using VividMed.Reports;

namespace VividMed.Workflows;

/// <summary>
/// Tells a bad study from a bad machine: what a study's own content causes is quarantined with a reason,
/// everything else is thrown on, so that the retry policy sees it.
/// </summary>
public static class StudyFailure
{
    /// <summary>The quarantine record for a failure that lies in the study itself, or null when it does not.</summary>
    public static QuarantinedStudy? Explain(Exception failure, string study, string stage, string? input) => failure switch
    {
        ImageFormatException image => new(study, stage, image.Code, image.Message, input),
        DatasetException dataset => new(study, stage, dataset.Code, dataset.Message, input),
        ReportException report => new(study, stage, report.Code, report.Message, input),
        ModelException { Code: "image-invalid" or "volume-invalid" or "memory-limit" } model => new(
            study, stage, model.Code, model.Message, input),
        // A part of this program that is missing is no study's fault: the runtime names it as an assembly.
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) => null,
        FileNotFoundException or DirectoryNotFoundException => new(
            study, stage, "missing-file", "The file is listed but is not in the dataset's folder.", input),
        _ => null,
    };
}

/// <summary>
/// A study that could not be processed: at which stage, why (a stable code and a message without report text), and from which input.
/// </summary>
public sealed record QuarantinedStudy(string Study, string Stage, string Reason, string Message, string? Input);
