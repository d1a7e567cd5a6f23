using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>
/// A study that could not be processed: at which stage, why (a stable code and a message without report text), and from which input.
/// </summary>
public sealed record QuarantinedStudy(string Study, string Stage, string Reason, string Message, string? Input)
{
    /// <summary>
    /// Tells a bad study from a bad machine: the record for a failure that lies in the study itself, or null when it does not and is to be
    /// thrown on, so that the retry policy sees it.
    /// </summary>
    public static QuarantinedStudy? Explain(Exception failure, string study, string stage, string? input) => failure switch
    {
        ReasonException { LiesInInput: true } reason => new(study, stage, reason.Code, reason.Message, input),
        // A part of this program that is missing is no study's fault: the runtime names it as an assembly.
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) => null,
        FileNotFoundException or DirectoryNotFoundException => new(
            study, stage, "missing-file", "The file is listed but is not in the dataset's folder.", input),
        _ => null,
    };
}
