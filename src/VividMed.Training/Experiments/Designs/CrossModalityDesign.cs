using VividMed.Taxonomy;
using VividMed.Training.Experiments.Changes;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments.Designs;

/// <summary>One modality, the other, and both, with equal studies in all and equal steps.</summary>
internal static class CrossModalityDesign
{
    /// <exception cref="TrainingException"><c>one-modality</c></exception>
    public static ExperimentPlan Plan(ExperimentData data, ExperimentOptions options)
    {
        if (data.Modalities.Count < 2) throw new TrainingException("one-modality", "The versions hold one modality: give versions of two (--shards), or phantoms of both (--cxr, --ct).");
        var least = data.Modalities.Min(modality => data.Training.Count(study => study.Sample.Modality == modality));
        var count = Math.Min(options.EqualStudies ?? least, least);
        return new ExperimentPlan(
            "cross-modality", "What one modality gains from another",
            [
                new("both", $"{count} studies, half of each modality") { Changes = [new OfModality(count, data.Modalities)] },
                .. data.Modalities.Select(modality => new ExperimentArm($"{modality.Code()} alone", $"{count} studies of {modality.Code()}") { Changes = [new OfModality(count, modality)] }),
            ],
            $"Each training sees {count} studies for as many steps: what both gain over one does not come from more data. No third modality: there is none that the phantoms draw.");
    }
}
