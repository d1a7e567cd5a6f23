using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>The studies that evaluation runs on, of which split, and a note where it had to be the training split.</summary>
internal sealed record HeldOut(string Split, IReadOnlyList<TrainingStudy> Studies, string? Note)
{
    /// <summary>Without the patients that a model's thresholds were learned on; all of another split, and where no other patient is left.</summary>
    public HeldOut Measuring(PresenceScale? presence)
    {
        if (presence is null || presence.Split != Split) return this;
        IReadOnlyList<TrainingStudy> others = [.. Studies.Where(static study => !HeldOutHalf.Calibrates(study.Sample.Patient))];
        return others.Count == 0 ? this : this with { Studies = others };
    }

    private static readonly string[] Preferred = ["validate", "test", "train"];

    /// <summary>The first of validate, test and train that has a sample.</summary>
    public static async Task<HeldOut> LoadAsync(
        StudyLoader loader, IReadOnlyList<LoadedVersion> versions, int most, string? split, CancellationToken cancellationToken)
    {
        foreach (var candidate in split is null ? Preferred : [split, "train"])
        {
            var studies = await loader.LoadAsync(versions, candidate, most, cancellationToken);
            if (studies.Count > 0)
            {
                return new HeldOut(
                    candidate, studies,
                    candidate == "train" && split != "train" ? "no held-out studies: measured on the training split" : null);
            }
        }

        throw new TrainingException("no-samples", "The version has no samples to evaluate on.");
    }
}
