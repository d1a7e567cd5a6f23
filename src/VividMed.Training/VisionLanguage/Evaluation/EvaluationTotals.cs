namespace VividMed.Training.VisionLanguage;

/// <summary>Sums over the evaluated studies.</summary>
internal sealed class EvaluationTotals
{
    public double CrossEntropy { get; set; }

    public int Words { get; set; }

    public int RightAnswers { get; set; }

    public int Questions { get; set; }

    public List<double> BoxIoUs { get; } = [];

    public List<double> MaskDices { get; } = [];

    public EvaluationReport Report(string split, int studies, string? note)
    {
        double? entropy = Words == 0 ? null : CrossEntropy / Words;
        return new(
            split, studies, entropy, entropy is { } nats ? Math.Exp(nats) : null, Questions == 0 ? null : (double)RightAnswers / Questions,
            Mean(BoxIoUs), Mean(BoxIoUs.ConvertAll(static iou => iou >= 0.5 ? 1.0 : 0)), Mean(MaskDices), Words, Questions, BoxIoUs.Count, MaskDices.Count, note);
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}
