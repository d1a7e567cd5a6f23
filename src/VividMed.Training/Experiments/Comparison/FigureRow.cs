using System.Text.Json.Serialization;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>One figure of one arm.</summary>
/// <param name="Value">The mean over seeds with Student's interval; null where there is nothing to count.</param>
/// <param name="Patients">The bounds of the mean over seeds by drawing patients; null without draws.</param>
/// <param name="Difference">To the arm that others are held against; null of that one itself.</param>
public sealed record FigureRow(string Figure, string Arm, Measured? Value, Bounds? Patients, Difference? Difference);

/// <summary>A 95 % interval.</summary>
public sealed record Bounds(double Low, double High)
{
    /// <summary>Whether no difference lies within.</summary>
    [JsonIgnore]
    public bool HoldsNothing => Low <= 0 && High >= 0;
}

/// <summary>An arm's figure less that of the arm that it is held against, seed by seed and patient by patient.</summary>
/// <param name="Seeds">Student's interval of the seeds' differences; null of a single seed.</param>
/// <param name="Patients">Its bounds by drawing the same patients for both; null without draws.</param>
public sealed record Difference(double Value, Bounds? Seeds, Bounds? Patients, Verdict Verdict);

/// <summary>What a difference says.</summary>
public enum Verdict
{
    /// <summary>An interval holds 0: other seeds or other patients might show none, or the contrary.</summary>
    NoEffect,
    Better,
    Worse,

    /// <summary>There is only one seed, or no draws: nothing can be said.</summary>
    Unknown,
}
