using VividMed.Reports.Wordings;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>How a model is measured.</summary>
public sealed record ModelEvaluationOptions
{
    /// <summary>How reports are read, those that are written too.</summary>
    public ReportLanguage Language { get; init; } = ReportLanguage.BuiltIn;

    /// <summary>Null takes validate, then test; an empty one falls back to train, with a note.</summary>
    public string? Split { get; init; }

    /// <summary>Whose weights; null takes the last finished stage.</summary>
    public int? Stage { get; init; }

    /// <summary>Most held-out studies.</summary>
    public int MostStudies { get; init; } = 1024;

    /// <summary>Most training studies that the trivial answers are learned from.</summary>
    public int MostTrainingStudies { get; init; } = 4096;

    /// <summary>Draws of patients behind the intervals; 0 for none.</summary>
    public int Resamples { get; init; } = 1000;

    public int Seed { get; init; } = 1;

    /// <summary>Whether every thing in an image has its region; see <see cref="Tables.ModelEvaluation"/>.</summary>
    public bool TruthIsExhaustive { get; init; }

    /// <summary>Of surface Dice, in millimeters; at least an edge of the grid's voxels.</summary>
    public double SurfaceToleranceMm { get; init; } = 2;

    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>Null takes what the process has.</summary>
    public int? Threads { get; init; }
}
