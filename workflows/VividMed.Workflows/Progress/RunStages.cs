using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Train;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Progress;

/// <summary>What people call a run's activities, in the order in which a run comes to them.</summary>
public static class RunStages
{
    private static readonly (string Task, string Stage)[] Known =
    [
        (nameof(InspectModels), "inspect"), (nameof(PlanDataset), "plan"), (nameof(TagReports), "tag"), (nameof(LocalizeStudies), "localize"),
        (nameof(GroundFindings), "ground"), (nameof(WriteBucket), "write"), (nameof(CommitDataset), "commit"), (nameof(CollectRun), "collect"),
        (nameof(TrainModel), "train"), (nameof(EvaluateModel), "evaluate"),
    ];

    /// <summary>The stages, from first to last.</summary>
    public static IEnumerable<string> All => Known.Select(static known => known.Stage);

    /// <summary>The stage of an activity; null for one of another version of the program, and for what is no activity.</summary>
    public static string? Of(string task) => Array.Find(Known, known => known.Task == task).Stage;
}
