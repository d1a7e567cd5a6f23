using VividMed.Training.Experiments.Plans;

namespace VividMed.Training.Experiments.Designs;

/// <summary>What each experiment compares.</summary>
internal static class ExperimentPlans
{
    public static ExperimentPlan Of(ExperimentKind kind, ExperimentData data, ExperimentOptions options) => kind switch
    {
        ExperimentKind.Ablation => AblationDesign.Plan(data),
        ExperimentKind.Grounding => new("grounding", "Places on held-out studies", [new ExperimentArm("full", "As it is trained")]),
        ExperimentKind.CrossModality => CrossModalityDesign.Plan(data, options),
        ExperimentKind.OpenSet => OpenSetDesign.Plan(data, options),
        ExperimentKind.Quality => QualityDesign.Plan(options),
        _ => RareDesign.Plan(data),
    };
}
