using VividMed.Datasets;
using VividMed.Localization;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows;

/// <summary>
/// Runs one stage over the studies of a partition: results and quarantine records are written beside each other, in the studies' order.
/// </summary>
internal static class StageRun
{
    public static async Task<StageResult> OverAsync<TIn, TOut>(
        RunFolder folder,
        int partition,
        string stage,
        IReadOnlyList<TIn> studies,
        Func<TIn, string> studyId,
        Func<TIn, Task<TOut>> work,
        CancellationToken cancellationToken)
    {
        var done = new List<TOut>(studies.Count);
        var quarantined = new List<QuarantinedStudy>();
        foreach (var study in studies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                done.Add(await work(study));
            }
            catch (Exception failure) when (QuarantinedStudy.Explain(failure, studyId(study), stage, input: null) is { } record)
            {
                quarantined.Add(record);
            }
        }

        await folder.WriteAsync(folder.Partition(partition, stage), done, cancellationToken);
        await folder.WriteAsync(folder.Partition(partition, $"quarantine-{stage}"), quarantined, cancellationToken);
        return new StageResult(done.Count, quarantined.Count);
    }
}

/// <summary>
/// What a stage did with its partition: how many studies went on, how many it put in quarantine, and what it asked of models.
/// </summary>
public sealed record StageResult(int Done, int Quarantined, InferenceCounts? Inference = null)
{
    /// <summary>Of the last stage: everything that the partition lost, by reason code.</summary>
    public IReadOnlyDictionary<string, int>? Reasons { get; init; }
}
