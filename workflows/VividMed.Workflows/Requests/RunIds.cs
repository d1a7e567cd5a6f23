namespace VividMed.Workflows.Requests;

/// <summary>The instance ids of a run's orchestrations follow from the run's name.</summary>
public static class RunIds
{
    /// <summary>The sub-orchestration of one partition of one plan of the run.</summary>
    public static string Partition(string run, string attempt, int partition) => $"{PartitionPrefix(run)}{attempt}-{partition:D5}";

    /// <summary>What the ids of all partitions of a run begin with, for a query.</summary>
    public static string PartitionPrefix(string run) => $"{run}:p";

    /// <summary>The training of a run or of a corpus.</summary>
    public static string Training(string run) => $"{run}:train";
}
