using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Train;
using VividMed.Workflows.Write;

namespace VividMed.Workflows;

/// <summary>
/// Which tasks a worker of which role takes: cpu workers run the orchestrators and the light stages, gpu workers the models.
/// </summary>
public static class WorkflowRegistration
{
    private static readonly string[] CpuTasks =
    [
        nameof(SynthesizeCorpus), nameof(SynthesizeDataset), nameof(SynthesizePartition), nameof(TrainOnVersions),
        nameof(PlanDataset), nameof(TagReports), nameof(GroundFindings), nameof(WriteBucket), nameof(CommitDataset), nameof(CollectRun),
    ];

    private static readonly string[] GpuTasks = [nameof(InspectModels), nameof(LocalizeStudies), nameof(TrainModel), nameof(EvaluateModel)];

    /// <summary>The role of the workers that take a task: cpu or gpu; null for a task of another version of the program.</summary>
    public static string? RoleOf(string task) =>
        CpuTasks.Contains(task, StringComparer.OrdinalIgnoreCase) ? "cpu" : GpuTasks.Contains(
            task, StringComparer.OrdinalIgnoreCase) ? "gpu" : null;

    /// <summary>All orchestrators, and the activities that need no model: planning, tagging, grounding, writing, committing.</summary>
    public static DurableTaskRegistry AddCpuTasks(this DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<SynthesizeCorpus>();
        registry.AddOrchestrator<SynthesizeDataset>();
        registry.AddOrchestrator<SynthesizePartition>();
        registry.AddOrchestrator<TrainOnVersions>();
        registry.AddActivity<PlanDataset>();
        registry.AddActivity<TagReports>();
        registry.AddActivity<GroundFindings>();
        registry.AddActivity<WriteBucket>();
        registry.AddActivity<CommitDataset>();
        registry.AddActivity<CollectRun>();
        return registry;
    }

    /// <summary>The activities that run or train models; orchestrators stay with the cpu workers.</summary>
    public static DurableTaskRegistry AddGpuTasks(this DurableTaskRegistry registry)
    {
        registry.AddActivity<InspectModels>();
        registry.AddActivity<LocalizeStudies>();
        registry.AddActivity<TrainModel>();
        registry.AddActivity<EvaluateModel>();
        return registry;
    }
}
