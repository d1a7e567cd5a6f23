namespace VividMed.Workflows;

/// <summary>Which tasks a worker of which role takes: cpu workers run the orchestrators and the light stages, gpu workers the models.</summary>
public static class WorkflowRegistration
{
    public static DurableTaskRegistry AddCpuTasks(this DurableTaskRegistry registry)
    {
        registry.AddOrchestrator<SynthesizeCorpus>();
        registry.AddOrchestrator<SynthesizeDataset>();
        registry.AddOrchestrator<SynthesizePartition>();
        registry.AddOrchestrator<TrainOnVersions>();
        registry.AddActivity<PlanDataset>();
        registry.AddActivity<TagReports>();
        registry.AddActivity<GroundFindings>();
        registry.AddActivity<WriteShard>();
        registry.AddActivity<CommitDataset>();
        return registry;
    }

    public static DurableTaskRegistry AddGpuTasks(this DurableTaskRegistry registry)
    {
        registry.AddActivity<LocalizeStudies>();
        registry.AddActivity<TrainModel>();
        registry.AddActivity<EvaluateModel>();
        return registry;
    }
}
