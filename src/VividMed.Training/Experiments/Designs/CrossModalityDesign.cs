using VividMed.Taxonomy;
using VividMed.Training.Experiments.Changes;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments.Designs;

/// <summary>
/// Each modality by itself, those of the chest together, and these with MR, with equal studies in all and equal steps; measured on each.
/// </summary>
internal static class CrossModalityDesign
{
    /// <exception cref="TrainingException"><c>one-modality</c></exception>
    public static ExperimentPlan Plan(ExperimentData data, ExperimentOptions options)
    {
        var all = data.Modalities;
        if (all.Count < 2) throw new TrainingException("one-modality", "The versions hold one modality: give versions of two (--shards), or phantoms of both (--cxr, --ct, --mr).");
        var count = Studies(data, options);
        // Two are compared with each other, whichever they are; of three those of the chest, and what the third adds.
        var both = all.Count == 2 ? all : [.. all.Where(static modality => modality != Modality.Mr)];
        return new ExperimentPlan(
            "cross-modality", "What one modality gains from another",
            [
                new("both", $"{count} studies, half of each modality{(all.Count > 2 ? " of the chest" : "")}") { Changes = [new OfModality(count, both)] },
                .. all.Select(modality => new ExperimentArm($"{modality.Code()} alone", $"{count} studies of {modality.Code()}") { Changes = [new OfModality(count, modality)] }),
                .. all.Count > 2 ? [new ExperimentArm("both and MR", $"{count} studies, a third of each modality") { Changes = [new OfModality(count, all)] }] : Array.Empty<ExperimentArm>(),
            ],
            $"Each training sees {count} studies for as many steps: what several modalities gain over one does not come from more data. "
            + (all.Contains(Modality.Mr)
                ? "MR are of heads, CT and radiographs of chests: they share the network and plain words, and no finding."
                : "No third modality: the versions have none."));
    }

    /// <summary>As many as the smallest modality has, in equal parts of two and of three.</summary>
    private static int Studies(ExperimentData data, ExperimentOptions options)
    {
        var least = data.Modalities.Min(modality => data.Training.Count(study => study.Sample.Modality == modality));
        var count = Math.Min(options.EqualStudies ?? least, least);
        return data.Modalities.Count > 2 && count >= 6 ? count - (count % 6) : count;
    }
}
