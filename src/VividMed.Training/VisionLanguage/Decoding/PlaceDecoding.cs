using VividMed.Training.VisionLanguage.Losses;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Makes instances of one phrase's dense boxes: what is sure enough, the surest first, and none that another one covers.</summary>
internal static class PlaceDecoding
{
    /// <summary>Most instances of one phrase, as in VividMed.</summary>
    public const int MostInstances = 6;

    /// <summary>A logit: one half.</summary>
    public const float SureEnough = 0;

    /// <summary>A box that overlaps a surer one by more, as IoU, is the same instance.</summary>
    public const double Covered = 0.5;

    /// <param name="boxes">six numbers a cell</param>
    /// <param name="scores">logits, one a cell</param>
    /// <param name="sureEnough">boxes of this logit and below are left out</param>
    public static List<PlacedBox> Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, float sureEnough = SureEnough)
    {
        var sure = new List<(float Score, int Cell)>();
        for (var cell = 0; cell < scores.Length; cell++)
        {
            if (scores[cell] > sureEnough) sure.Add((scores[cell], cell));
        }

        var kept = new List<PlacedBox>();
        foreach (var (score, cell) in sure.OrderByDescending(static one => one.Score).ThenBy(static one => one.Cell))
        {
            var box = boxes.Slice(cell * 6, 6).ToArray();
            if (kept.Exists(other => BoxMath.IoU(other.Box, box) > Covered)) continue;
            kept.Add(new PlacedBox(box, score));
            if (kept.Count == MostInstances) break;
        }

        return kept;
    }

    /// <summary>The box of the surest cell, however unsure.</summary>
    public static PlacedBox Best(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var cell = 1; cell < scores.Length; cell++) best = scores[cell] > scores[best] ? cell : best;
        return new PlacedBox(boxes.Slice(best * 6, 6).ToArray(), scores[best]);
    }
}

/// <summary>A box as (center x, y, z, width, height, depth) in fractions of the image, and the logit of its being there.</summary>
internal sealed record PlacedBox(float[] Box, float Logit)
{
    public bool IsSure => Logit > PlaceDecoding.SureEnough;

    /// <summary>The logit as a share, 0 to 1.</summary>
    public double Score => 1 / (1 + Math.Exp(-Logit));
}
