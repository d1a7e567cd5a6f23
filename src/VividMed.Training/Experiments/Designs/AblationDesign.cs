using VividMed.Training.Experiments.Changes;
using VividMed.Training.Experiments.Plans;

namespace VividMed.Training.Experiments.Designs;

/// <summary>
/// What grounding does to the language, as the paper asks, with the controls that it lacks: as much work without grounding, the words without the places, and places that
/// are another patient's.
/// </summary>
internal static class AblationDesign
{
    public static ExperimentPlan Plan(ExperimentData data)
    {
        List<ExperimentArm> arms =
        [
            new("full", "Phrases, and where they lie, as the shards have it"),
            new("none", "No grounding at all: the same conversations without phrases and places") { Grounding = false },
            new("compute-matched", "No grounding, and as many steps more as it takes to be shown as many words") { Grounding = false, MatchTokens = true },
            new("words only", "Phrases between their signs, and nobody is taught where they lie") { WordsOnly = true },
            new("shuffled regions", "Each region is another patient's, of the same target and side") { Changes = [new ShuffledRegions()] },
        ];
        if (data.Truth is { } truth) arms.Add(new ExperimentArm("oracle regions", "Regions as the phantoms were drawn instead of those that models found") { Changes = [truth] });
        return new ExperimentPlan(
            "ablation", "With and without grounding", arms,
            data.Truth is null ? "No arm with true regions: the studies are no phantoms, or their truth was not given." : null);
    }
}
