using VividMed.Training.VisionLanguage.Losses;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Makes instances of one phrase's dense boxes: what is sure enough, the surest first, and none that another one covers.</summary>
internal static class PlaceDecoding
{
    /// <summary>Most instances of one phrase, as in VividMed.</summary>
    public const int MostInstances = 6;

    private const float SureEnough = 0; // a logit: one half
    private const double Covered = 0.5;

    /// <param name="boxes">six numbers a cell</param>
    /// <param name="scores">logits, one a cell</param>
    public static List<float[]> Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores)
    {
        var sure = new List<(float Score, int Cell)>();
        for (var cell = 0; cell < scores.Length; cell++)
        {
            if (scores[cell] > SureEnough) sure.Add((scores[cell], cell));
        }

        var kept = new List<float[]>();
        foreach (var (_, cell) in sure.OrderByDescending(static one => one.Score).ThenBy(static one => one.Cell))
        {
            var box = boxes.Slice(cell * 6, 6).ToArray();
            if (kept.Exists(other => BoxMath.IoU(other, box) > Covered)) continue;
            kept.Add(box);
            if (kept.Count == MostInstances) break;
        }

        return kept;
    }

    /// <summary>The box of the surest cell, however unsure.</summary>
    public static float[] Best(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var cell = 1; cell < scores.Length; cell++) best = scores[cell] > scores[best] ? cell : best;
        return boxes.Slice(best * 6, 6).ToArray();
    }
}
