namespace VividMed.Workflows.Requests;

/// <summary>The instance ids of a run's orchestrations follow from the run's name.</summary>
public static class RunIds
{
    public static string Partition(string run, int partition) => $"{PartitionPrefix(run)}{partition:D5}";

    public static string PartitionPrefix(string run) => $"{run}:p";

    public static string Training(string run) => $"{run}:train";
}
