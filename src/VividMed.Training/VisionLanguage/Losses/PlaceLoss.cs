using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>
/// The loss of dense boxes. The cells in the middle of a region answer for it (center sampling of FCOS, Tian et al. 2019), at least the
/// nearest one; where regions overlap the smaller one has the cell. Scores: focal over all cells, a phrase that names what is not there has
/// no cell. Boxes: 5 L1 + 2 (1 - GIoU), as VividMed weighs them.
/// </summary>
internal static class PlaceLoss
{
    private const double L1Weight = 5;
    private const double OverlapWeight = 2;
    private const double ScoreWeight = 2;
    private const double ScoreAlpha = 0.6;
    private const float Middle = 0.5f;

    /// <param name="at">[cells, 3]: centers of the cells</param>
    public static (Tensor? Box, Tensor Score) Of(PhrasePlaces places, Tensor at, IReadOnlyList<PhraseTarget> phrases)
    {
        var cells = Cells(at);
        var answers = Answers(cells, phrases);
        var labels = zeros_like(places.Scores);
        if (answers.Count == 0) return (null, ScoreWeight * FocalLoss.Sum(places.Scores, labels, ScoreAlpha) / phrases.Count);

        var taken = tensor(answers.ConvertAll(static answer => answer.Cell).ToArray());
        var wanted = tensor(answers.SelectMany(static answer => answer.Box).ToArray()).view(-1, 6);
        labels.view(-1).index_fill_(0, taken, 1);
        var boxes = places.Boxes.flatten(0, 1).index_select(0, taken);
        var box = (L1Weight * (boxes - wanted).abs().mean()) + (OverlapWeight * (1 - BoxMath.GeneralizedIoU(boxes, wanted)).mean());
        return (box, ScoreWeight * FocalLoss.Sum(places.Scores, labels, ScoreAlpha) / Math.Max(phrases.Count, answers.Count));
    }

    private static float[][] Cells(Tensor at)
    {
        using var dense = at.contiguous();
        return [.. dense.data<float>().ToArray().Chunk(3)];
    }

    /// <summary>Cells (flattened over phrases) with the box that each answers for.</summary>
    private static List<(long Cell, float[] Box)> Answers(float[][] cells, IReadOnlyList<PhraseTarget> phrases)
    {
        var answers = new List<(long, float[])>();
        foreach (var (index, phrase) in phrases.Index())
        {
            var own = new SortedDictionary<int, float[]>();
            foreach (var region in phrase.Regions.OrderByDescending(static region => region.Box[3] * region.Box[4] * region.Box[5]))
            {
                foreach (var cell in InTheMiddle(cells, region.Box)) own[cell] = region.Box;
            }

            answers.AddRange(own.Select(cell => (((long)index * cells.Length) + cell.Key, cell.Value)));
        }

        return answers;
    }

    private static IEnumerable<int> InTheMiddle(float[][] cells, float[] box)
    {
        var (nearest, least) = (0, float.MaxValue);
        var found = new List<int>();
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var (distance, isInside) = (0f, true);
            for (var axis = 0; axis < 3; axis++)
            {
                var apart = Math.Abs(cells[cell][axis] - box[axis]);
                distance += apart * apart;
                isInside &= apart <= Middle * box[axis + 3] / 2;
            }

            if (isInside) found.Add(cell);
            if (distance < least) (nearest, least) = (cell, distance);
        }

        return found.Count > 0 ? found : [nearest];
    }
}
