using System.Text.Json.Serialization;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// Held-out metrics. Language: mean cross-entropy (nats) of the words of plain reports given image and words before, its
/// exponential, and the share of questions whose every answer word is the most probable one. Grounding, with the report's phrases
/// given: mean IoU over regions, share of regions found with IoU of at least 0.5, mean Dice of masks on their grid, and the share of targets that
/// the report does not mention for which nothing is found. A metric
/// is null where the split holds nothing to measure it on.
/// </summary>
public sealed record EvaluationReport(
    string Split,
    int Studies,
    double? WordCrossEntropy,
    double? Perplexity,
    double? AnswerAccuracy,
    double? BoxMeanIoU,
    double? BoxRecall50,
    double? MaskDice,
    double? NullAccuracy,
    int Words,
    int Questions,
    int Boxes,
    int Masks,
    string? Note)
{
    /// <summary>How well places are found: the mean of box IoU and mask Dice, as far as there are such.</summary>
    [JsonIgnore]
    public double Places => ((double?[])[BoxMeanIoU, MaskDice]).OfType<double>().DefaultIfEmpty().Average();
}
