using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>
/// A study that could not be processed: at which stage, why (a stable code and a message without report text), and from which input.
/// </summary>
/// <param name="Surroundings">
/// Whether the machine or the mount may be to blame instead of the input: the next run tries the study again, without a replay.
/// </param>
public sealed record QuarantinedStudy(string Study, string Stage, string Reason, string Message, string? Input, bool Surroundings = false)
{
    /// <summary>
    /// Tells a bad study from a bad machine: the record for a failure that stops this study alone, or null when it would stop any other
    /// as well and is to be thrown on, so that the retry policy sees it. (A full disk is such a one: it is ours, not the study's.)
    /// </summary>
    public static QuarantinedStudy? Explain(Exception failure, string study, string stage, string? input) => failure switch
    {
        ReasonException { LiesInInput: true } reason => new(
            study, stage, reason.Code, reason.Message, input, reason.Code is "missing-file" or "missing-report" or "unreadable-file"),
        OutOfMemoryException => new(
            study, stage, "out-of-memory",
            "The machine's memory did not suffice for this study: give it more, or fewer studies at a time, and run again.",
            input, Surroundings: true),
        // A part of this program that is missing is no study's fault: the runtime names it as an assembly.
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) => null,
        FileNotFoundException or DirectoryNotFoundException => new(
            study, stage, "missing-file", "The file is listed but is not in the dataset's folder.", input, Surroundings: true),
        _ => null,
    };
}
