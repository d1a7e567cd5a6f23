using VividMed.Training.Networks;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>
/// The losses of DETR-like training: focal loss for the classes, L1 and generalized IoU for the boxes. Proposals answer for
/// the object whose center they hold; decoder queries are matched one to one, cheapest pair first.
/// </summary>
internal static class DetectionLoss
{
    private const float ClassWeight = 2;
    private const float DistanceWeight = 5;
    private const float OverlapWeight = 2;
    private const float Alpha = 0.25f;

    /// <param name="truth">For each image its objects: class and (cx, cy, w, h) in 0..1.</param>
    public static Tensor Of(DetectorOutput<Tensor> output, IReadOnlyList<IReadOnlyList<(int Label, float[] Box)>> truth, int grid)
    {
        var total = OfHeads(output.Proposals, truth, AtCenters(truth, grid));
        foreach (var layer in output.Layers) total = total + OfHeads(layer, truth, Matched(layer, truth));
        return total;
    }

    private static Tensor OfHeads(
        DetectionHeads<Tensor> heads, IReadOnlyList<IReadOnlyList<(int Label, float[] Box)>> truth,
        List<(int Image, int Row, int Object)> pairs)
    {
        var (rows, classes) = (heads.Logits.shape[1], heads.Logits.shape[2]);
        var wanted = new float[heads.Logits.numel()];
        foreach (var (image, row, target) in pairs) wanted[(((image * rows) + row) * classes) + truth[image][target].Label] = 1;
        var count = Math.Max(1, truth.Sum(static objects => objects.Count));
        var loss = Focal(heads.Logits, tensor(wanted).reshape(heads.Logits.shape)) * (ClassWeight / count);
        if (pairs.Count == 0) return loss;

        var index = tensor(pairs.Select(pair => (pair.Image * rows) + pair.Row).ToArray());
        var boxes = heads.Boxes.reshape(-1, 4).index_select(0, index);
        var targets = tensor(pairs.SelectMany(pair => truth[pair.Image][pair.Object].Box).ToArray()).reshape(-1, 4);
        var distance = (boxes - targets).abs().sum();
        var overlap = (1 - GeneralizedIoU(boxes, targets)).sum();
        return loss + ((distance * DistanceWeight) + (overlap * OverlapWeight)) / count;
    }

    /// <summary>Focal loss (arXiv 1708.02002) with gamma 2, summed.</summary>
    private static Tensor Focal(Tensor logits, Tensor wanted)
    {
        var probability = logits.sigmoid();
        var entropy = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.None);
        var miss = (probability * (1 - wanted)) + ((1 - probability) * wanted);
        var weight = (wanted * Alpha) + ((1 - wanted) * (1 - Alpha));
        return (weight * entropy * miss * miss).sum();
    }

    /// <summary>arXiv 1902.09630, for pairs of boxes [N, 4] as (cx, cy, w, h).</summary>
    private static Tensor GeneralizedIoU(Tensor a, Tensor b)
    {
        var (aCenter, aSize, bCenter, bSize) = (a.narrow(1, 0, 2), a.narrow(1, 2, 2), b.narrow(1, 0, 2), b.narrow(1, 2, 2));
        var (aLow, aHigh, bLow, bHigh) = (aCenter - (aSize / 2), aCenter + (aSize / 2), bCenter - (bSize / 2), bCenter + (bSize / 2));
        var shared = Area((aHigh.minimum(bHigh) - aLow.maximum(bLow)).clamp_min(0));
        var union = Area(aSize) + Area(bSize) - shared;
        var hull = Area(aHigh.maximum(bHigh) - aLow.minimum(bLow));
        return (shared / (union + 1e-7)) - ((hull - union) / (hull + 1e-7));

        static Tensor Area(Tensor size) => size.narrow(1, 0, 1) * size.narrow(1, 1, 1);
    }

    private static List<(int Image, int Row, int Object)> AtCenters(IReadOnlyList<IReadOnlyList<(int Label, float[] Box)>> truth, int grid)
    {
        var pairs = new List<(int, int, int)>();
        for (var image = 0; image < truth.Count; image++)
        {
            for (var target = 0; target < truth[image].Count; target++)
            {
                var box = truth[image][target].Box;
                pairs.Add((image, (Cell(box[1]) * grid) + Cell(box[0]), target));
            }
        }

        return pairs;

        int Cell(float share) => Math.Clamp((int)(share * grid), 0, grid - 1);
    }

    private static List<(int Image, int Row, int Object)> Matched(
        DetectionHeads<Tensor> heads, IReadOnlyList<IReadOnlyList<(int Label, float[] Box)>> truth)
    {
        var (rows, classes) = ((int)heads.Logits.shape[1], (int)heads.Logits.shape[2]);
        var scores = heads.Logits.detach().sigmoid().data<float>().ToArray();
        var boxes = heads.Boxes.detach().contiguous().data<float>().ToArray();
        var pairs = new List<(int, int, int)>();
        for (var image = 0; image < truth.Count; image++)
        {
            var (objects, first) = (truth[image], image * rows);
            var costs =
                from row in Enumerable.Range(0, rows)
                from target in Enumerable.Range(0, objects.Count)
                let score = scores[((first + row) * classes) + objects[target].Label]
                let cost = Cost(boxes.AsSpan(4 * (first + row), 4), objects[target].Box) - (ClassWeight * score)
                orderby cost
                select (row, target);
            var (freeRows, freeObjects) = (Enumerable.Range(0, rows).ToHashSet(), Enumerable.Range(0, objects.Count).ToHashSet());
            foreach (var (row, target) in costs)
            {
                if (!freeRows.Contains(row) || !freeObjects.Contains(target)) continue;
                freeRows.Remove(row);
                freeObjects.Remove(target);
                pairs.Add((image, row, target));
            }
        }

        return pairs;
    }

    private static float Cost(ReadOnlySpan<float> box, ReadOnlySpan<float> target)
    {
        var distance = 0f;
        for (var i = 0; i < 4; i++) distance += Math.Abs(box[i] - target[i]);
        var width = Math.Min(box[0] + (box[2] / 2), target[0] + (target[2] / 2))
            - Math.Max(box[0] - (box[2] / 2), target[0] - (target[2] / 2));
        var height = Math.Min(box[1] + (box[3] / 2), target[1] + (target[3] / 2))
            - Math.Max(box[1] - (box[3] / 2), target[1] - (target[3] / 2));
        var shared = Math.Max(0, width) * Math.Max(0, height);
        return (DistanceWeight * distance) - (OverlapWeight * shared / ((box[2] * box[3]) + (target[2] * target[3]) - shared + 1e-7f));
    }
}
