using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>
/// The loss of dense boxes. The cells in the middle of a region answer for it (center sampling of FCOS, Tian et al. 2019), at least the
/// nearest one; where regions overlap the smaller one has the cell. Scores: focal over all cells, a phrase that names what is not there has
/// no cell. Boxes: 5 L1 + 2 (1 - GIoU), as VividMed weighs them. A phrase counts as much as another one, however many cells answer for it: a lung
/// has fifty times those of a nodule, which would never be learned beside it.
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
        var answers = phrases.Select(phrase => Answers(cells, phrase.Regions)).ToList();
        var score = Score(places.Scores, answers);
        var taken = answers.SelectMany((own, phrase) => own.Select(one => (Cell: ((long)phrase * cells.Length) + one.Cell, one.Box, Share: 1f / own.Count))).ToList();
        if (taken.Count == 0) return (null, score);

        var boxes = places.Boxes.flatten(0, 1).index_select(0, tensor(taken.ConvertAll(static one => one.Cell).ToArray()));
        var wanted = tensor(taken.SelectMany(static one => one.Box).ToArray()).view(-1, 6);
        var each = (L1Weight * (boxes - wanted).abs().mean(new long[] { 1 })) + (OverlapWeight * (1 - BoxMath.GeneralizedIoU(boxes, wanted)));
        var weights = tensor(taken.ConvertAll(static one => one.Share).ToArray());
        return ((each * weights).sum() / weights.sum(), score);
    }

    /// <summary>Of tokens that are to look somewhere, or to see that there is nothing; null where none is.</summary>
    /// <param name="sights">[batch, length, cells] logits</param>
    /// <param name="at">[cells, 3]: centers of the cells</param>
    public static Tensor? Looks(Tensor sights, Tensor at, IReadOnlyList<LookTarget> looks)
    {
        if (looks.Count == 0) return null;
        var cells = Cells(at);
        return Score(
            sights.flatten(0, 1).index_select(0, tensor(looks.Select(static look => (long)look.Position).ToArray())), [.. looks.Select(look => Answers(cells, look.Regions))]);
    }

    /// <summary>Of findings that are looked for at a glance; null where none is. Many are absent: the sum is as much as one that is there.</summary>
    /// <param name="logits">[batch, names, cells]</param>
    /// <param name="at">[cells, 3]: centers of the cells</param>
    public static Tensor? Glances(Tensor logits, Tensor at, IReadOnlyList<GlanceTarget> glances)
    {
        if (glances.Count == 0) return null;
        var cells = Cells(at);
        var asked = tensor(glances.Select(glance => (glance.Row * logits.shape[1]) + glance.Name).ToArray());
        var there = Math.Max(1, glances.Count(static glance => glance.Regions.Count > 0));
        return Score(logits.flatten(0, 1).index_select(0, asked), [.. glances.Select(glance => Answers(cells, glance.Regions))]) * ((double)glances.Count / there);
    }

    /// <summary>Scores [phrases, cells] against the cells that answer.</summary>
    private static Tensor Score(Tensor scores, List<List<(int Cell, float[] Box)>> answers)
    {
        var labels = zeros_like(scores);
        var taken = answers.SelectMany((own, phrase) => own.Select(one => (phrase * scores.shape[1]) + one.Cell)).ToArray();
        if (taken.Length > 0) labels.view(-1).index_fill_(0, tensor(taken), 1);
        var share = tensor(answers.ConvertAll(static own => 1f / Math.Max(1, own.Count)).ToArray());
        return ScoreWeight * (FocalLoss.SumRows(scores, labels, ScoreAlpha) * share).mean();
    }

    private static float[][] Cells(Tensor at)
    {
        using var dense = at.contiguous();
        return [.. dense.data<float>().ToArray().Chunk(3)];
    }

    /// <summary>The cells that answer for regions, each with its box.</summary>
    private static List<(int Cell, float[] Box)> Answers(float[][] cells, IReadOnlyList<RegionTarget> regions)
    {
        var own = new SortedDictionary<int, float[]>();
        foreach (var region in regions.OrderByDescending(static region => region.Box[3] * region.Box[4] * region.Box[5]))
        {
            foreach (var cell in InTheMiddle(cells, region.Box)) own[cell] = region.Box;
        }

        return [.. own.Select(static cell => (cell.Key, cell.Value))];
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
