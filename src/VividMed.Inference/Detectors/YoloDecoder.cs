using VividMed.Imaging.Geometry;

namespace VividMed.Inference.Detectors;

/// <summary>From YOLO's output of one image to boxes in pixels of the tensor, best first. Suppression is the selection's part.</summary>
internal static class YoloDecoder
{
    /// <summary>Center, size and objectness before the scores of a row.</summary>
    private const int Head = 5;

    /// <param name="predictions">[4 + classes, N]: rows of cx, cy, w, h in pixels of the tensor, then one row of scores (0..1) a
    /// class.</param>
    public static List<RawDetection> Decode(ReadOnlySpan<float> predictions, int classes, int topK)
    {
        var count = predictions.Length / (4 + classes);
        var scores = predictions[(4 * count)..];
        var found = new List<RawDetection>();
        foreach (var index in TopScores.Of(scores, topK))
        {
            if (!float.IsFinite(scores[index])) continue;
            var at = index % count;
            var (cx, cy, halfWidth, halfHeight) = (predictions[at], predictions[count + at], predictions[(2 * count) + at] / 2.0, predictions[(3 * count) + at] / 2.0);
            found.Add(
                new RawDetection(index / count, scores[index], Box.Flat(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight)));
        }

        return found;
    }

    /// <summary>Rows whose classes are scored given that there is an object at all.</summary>
    /// <param name="predictions">[N, 5 + classes]: cx, cy, w, h in pixels of the tensor, objectness, a score a class, all of 0..1.</param>
    public static List<RawDetection> WithObjectness(ReadOnlySpan<float> predictions, int classes, int topK)
    {
        var scores = Scores(predictions, classes);
        var found = new List<RawDetection>();
        foreach (var index in TopScores.Of(scores, topK))
        {
            if (!float.IsFinite(scores[index])) continue;
            var row = predictions.Slice(index / classes * (Head + classes), Head);
            found.Add(At(index % classes, scores[index], row[0], row[1], row[2], row[3]));
        }

        return found;
    }

    /// <summary>As <see cref="WithObjectness"/>, before the grids of the strides are applied.</summary>
    /// <param name="predictions">[N, 5 + classes]; N is the cells of all grids, finest first, row by row.</param>
    /// <exception cref="ModelException"><c>tensor-shape</c>: the grids have other cells.</exception>
    public static List<RawDetection> OnGrids(
        ReadOnlySpan<float> predictions, int classes, int topK, int width, int height, IReadOnlyList<int> strides)
    {
        var count = predictions.Length / (Head + classes);
        var cells = strides.Sum(stride => width / stride * (height / stride));
        if (count != cells)
        {
            throw new ModelException(
                "tensor-shape",
                $"the graph gives {count} boxes an image, but grids of the strides {string.Join(", ", strides)} on {width} x {height} pixels have {cells} cells (detection.strides)");
        }

        var scores = Scores(predictions, classes);
        var found = new List<RawDetection>();
        foreach (var index in TopScores.Of(scores, topK))
        {
            if (!float.IsFinite(scores[index])) continue;
            var row = predictions.Slice(index / classes * (Head + classes), Head);
            var (column, line, stride) = Cell(index / classes, width, height, strides);
            found.Add(At(
                index % classes, scores[index], (row[0] + column) * stride, (row[1] + line) * stride, Math.Exp(row[2]) * stride, Math.Exp(row[3]) * stride));
        }

        return found;
    }

    private static (int Column, int Line, int Stride) Cell(int cell, int width, int height, IReadOnlyList<int> strides)
    {
        foreach (var stride in strides)
        {
            var (columns, lines) = (width / stride, height / stride);
            if (cell < columns * lines) return (cell % columns, cell / columns, stride);
            cell -= columns * lines;
        }

        throw new ArgumentOutOfRangeException(nameof(cell));
    }

    private static float[] Scores(ReadOnlySpan<float> predictions, int classes)
    {
        var count = predictions.Length / (Head + classes);
        var scores = new float[count * classes];
        for (var i = 0; i < count; i++)
        {
            var row = predictions.Slice(i * (Head + classes), Head + classes);
            for (var c = 0; c < classes; c++) scores[(i * classes) + c] = row[4] * row[Head + c];
        }

        return scores;
    }

    private static RawDetection At(int label, double score, double cx, double cy, double width, double height) =>
        new(label, score, Box.Flat(cx - (width / 2), cy - (height / 2), cx + (width / 2), cy + (height / 2)));
}
