namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// Boxes with scores against true ones, over images of one class: average precision (the area under the precision envelope over all recalls, as
/// PASCAL VOC has it since 2010) and FROC (recall at so many false boxes an image). A box is right where it is the surest of those that overlap
/// a true one enough; a second one on the same is false.
/// </summary>
internal static class DetectionCurve
{
    /// <summary>False boxes an image at which FROC is read, as LUNA16 has them.</summary>
    public static IReadOnlyList<double> FalseAlarms { get; } = [0.125, 0.25, 0.5, 1, 2, 4, 8];

    /// <summary>Matches one image's boxes, the surest first, each with the true box of the largest overlap that is still free.</summary>
    /// <param name="scores">of each box</param>
    /// <param name="overlap">IoU of a box with a true one</param>
    /// <param name="wanted">how many true boxes there are</param>
    public static DetectedImage Match(IReadOnlyList<double> scores, Func<int, int, double> overlap, int wanted, double least = 0.5)
    {
        var taken = new bool[wanted];
        var judged = new List<(double, bool)>();
        foreach (var box in Enumerable.Range(0, scores.Count).OrderByDescending(box => scores[box]).ThenBy(static box => box))
        {
            var best = -1;
            for (var truth = 0; truth < wanted; truth++)
            {
                if (!taken[truth] && overlap(box, truth) >= least && (best < 0 || overlap(box, truth) > overlap(box, best))) best = truth;
            }

            if (best >= 0) taken[best] = true;
            judged.Add((scores[box], best >= 0));
        }

        return new DetectedImage(judged, wanted);
    }

    /// <summary>0 to 1; null where no image has a true box.</summary>
    public static double? AveragePrecision(IEnumerable<DetectedImage> images)
    {
        var (boxes, wanted, _) = Ranked(images);
        if (wanted == 0) return null;
        var (right, precisions) = (0, new List<double>());
        for (var i = 0; i < boxes.Count; i++)
        {
            if (!boxes[i].IsRight) continue;
            right++;
            precisions.Add((double)right / (i + 1));
        }

        var (area, envelope) = (0.0, 0.0);
        for (var i = precisions.Count - 1; i >= 0; i--) area += envelope = Math.Max(envelope, precisions[i]);
        return area / wanted;
    }

    /// <summary>Recall at no more than so many false boxes an image; null where no image has a true box.</summary>
    public static double? RecallAt(IEnumerable<DetectedImage> images, double falseAlarms)
    {
        var (boxes, wanted, count) = Ranked(images);
        return wanted == 0 ? null : RecallAt(boxes, wanted, falseAlarms * count);
    }

    /// <summary>The mean recall over <see cref="FalseAlarms"/>.</summary>
    public static double? Froc(IEnumerable<DetectedImage> images)
    {
        var (boxes, wanted, count) = Ranked(images);
        return wanted == 0 ? null : FalseAlarms.Average(rate => RecallAt(boxes, wanted, rate * count));
    }

    private static double RecallAt(List<(double Score, bool IsRight)> boxes, int wanted, double mostWrong)
    {
        var (right, wrong) = (0, 0);
        for (var i = 0; i < boxes.Count;)
        {
            // Boxes of one score pass a threshold together.
            var (more, worse, score) = (0, 0, boxes[i].Score);
            for (; i < boxes.Count && boxes[i].Score == score; i++)
            {
                if (boxes[i].IsRight) more++;
                else worse++;
            }

            if (wrong + worse > mostWrong) break;
            (right, wrong) = (right + more, wrong + worse);
        }

        return (double)right / wanted;
    }

    private static (List<(double Score, bool IsRight)> Boxes, int Wanted, int Images) Ranked(IEnumerable<DetectedImage> images)
    {
        var (boxes, wanted, count) = (new List<(double Score, bool IsRight)>(), 0, 0);
        foreach (var image in images)
        {
            boxes.AddRange(image.Boxes);
            (wanted, count) = (wanted + image.Wanted, count + 1);
        }

        // Wrong before right among equals, so that no order of the images flatters.
        return ([.. boxes.OrderByDescending(static box => box.Score).ThenBy(static box => box.IsRight)], wanted, count);
    }
}

/// <summary>The boxes of one image with their scores and whether they are right, and how many true boxes it has.</summary>
internal sealed record DetectedImage(IReadOnlyList<(double Score, bool IsRight)> Boxes, int Wanted);
