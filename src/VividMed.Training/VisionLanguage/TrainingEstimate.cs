using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage;

/// <summary>What memory a training takes, from sizes alone: a rough figure, known before anything is done.</summary>
internal static class TrainingEstimate
{
    /// <summary>Runtime, LibTorch and their code.</summary>
    private const long Program = 400_000_000;

    /// <summary>Numbers a parameter: weight, gradient, both moments; and weight and moments twice more while a checkpoint is written.</summary>
    private const long NumbersOfParameter = 4 + 6;

    /// <summary>Numbers that a step takes for each cell of an image's grid and each channel, as measured on the size small.</summary>
    private const long NumbersOfCell = 40;

    /// <summary>Words, masks and objects of a prepared study, beside its image.</summary>
    private const long RestOfStudy = 25_000;

    /// <param name="grid">Of the largest images.</param>
    public static TrainingPlan Of(long parameters, long studies, ImageGrid grid, TrainingOptions options)
    {
        var image = 2L * grid.Seen.Count;
        // Two windows are in memory at least: the one in use and the next.
        var kept = Math.Min(studies, Math.Max(options.CacheBytes / image, 2L * options.Window));
        return new TrainingPlan(
            parameters, studies, (long)options.StepsPerStage * options.Stages.Count,
            Program + (NumbersOfParameter * sizeof(float) * parameters) + (kept * (image + RestOfStudy))
            + (NumbersOfCell * sizeof(float) * options.Batch * grid.Count * options.Network.Width));
    }
}
