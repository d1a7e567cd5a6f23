using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Measures a network on prepared studies; draws nothing at random.</summary>
internal sealed class NetworkEvaluator(VividMedNetwork network, ConversationBuilder conversations, int batchSize, int? threads = null)
{
    private readonly EvaluationTotals _totals = new();

    public EvaluationTotals Evaluate(IReadOnlyList<TrainingStudy> studies, CancellationToken cancellationToken)
    {
        using var quiet = no_grad();
        foreach (var group in studies.GroupBy(static study => study.Grid))
        {
            foreach (var part in group.Chunk(batchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var section = TorchSection.Enter(threads);
                using var scope = NewDisposeScope();
                MeasureReports(ConversationBatch.From([.. part.Select(study => conversations.ReportConversation(study, grounded: false))]));
                MeasurePlaces(ConversationBatch.From([.. part.Select(study => conversations.ReportConversation(study, grounded: true))]));
                MeasurePlaces(ConversationBatch.From([.. part.Select(conversations.AbsentConversation)]));
                foreach (var study in part) MeasureAnswers(study);
            }
        }

        return _totals;
    }

    private void MeasureReports(ConversationBatch batch)
    {
        var logits = Logits(batch);
        var labels = batch.Labels.flatten();
        var entropy = nn.functional.cross_entropy(
            logits.flatten(0, 1), labels, ignore_index: ConversationBatch.NoLabel, reduction: nn.Reduction.Sum);
        _totals.CrossEntropy += entropy.item<float>();
        _totals.Words += (int)labels.ne(ConversationBatch.NoLabel).sum().item<long>();
    }

    private void MeasureAnswers(TrainingStudy study)
    {
        foreach (var questions in study.Sample.Questions.Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var batch = ConversationBatch.From([.. questions.Select(question => conversations.QuestionConversation(study, question))]);
            var right = Logits(batch).argmax(-1).eq(batch.Labels).logical_or(batch.Labels.eq(ConversationBatch.NoLabel)).all(1);
            _totals.RightAnswers += (int)right.sum().item<long>();
            _totals.Questions += questions.Length;
        }
    }

    /// <summary>Of a volume the mask lies within the boxes that were found, or the best one.</summary>
    private void MeasurePlaces(ConversationBatch batch)
    {
        if (batch.Phrases.Count == 0) return;
        var image = network.Encoder.call(batch.Images);
        var phrases = PhraseVectors.Of(network.Decoder.call(batch.Tokens, image.Tokens), batch.Phrases);
        var places = network.Grounding.call(phrases, image, PhraseVectors.Rows(batch.Phrases));
        var boxes = places.Boxes.contiguous().data<float>().ToArray();
        var scores = places.Scores.contiguous().data<float>().ToArray();
        var cells = scores.Length / batch.Phrases.Count;
        var found = Enumerable.Range(0, batch.Phrases.Count).Select(p => PlaceDecoding.Decode(boxes.AsSpan(p * cells * 6, cells * 6), scores.AsSpan(p * cells, cells))).ToList();
        var hulls = found.Select((own, p) => BoxHull.Of(own) ?? PlaceDecoding.Best(boxes.AsSpan(p * cells * 6, cells * 6), scores.AsSpan(p * cells, cells))).ToList();
        var masks = network.Grounding.Masks.Call(phrases, image, [.. batch.Phrases.Select(static phrase => phrase.Row)], hulls).flatten(1);
        var voxels = masks.contiguous().data<float>().ToArray();
        var size = voxels.Length / batch.Phrases.Count;
        for (var p = 0; p < batch.Phrases.Count; p++)
        {
            var phrase = batch.Phrases[p];
            if (phrase.Regions.Count == 0) _totals.Nulls.Add(found[p].Count == 0 ? 1 : 0);
            else MeasureBoxes(found[p].Count > 0 ? found[p] : [hulls[p]], phrase.Regions);
            if (phrase.Mask() is { } mask) _totals.MaskDices.Add(Dice(voxels.AsSpan(p * size, size), mask));
        }
    }

    /// <summary>A region that none of the boxes gets counts 0.</summary>
    private void MeasureBoxes(List<float[]> boxes, IReadOnlyList<RegionTarget> regions)
    {
        var cost = new double[boxes.Count, regions.Count];
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var r = 0; r < regions.Count; r++) cost[i, r] = 1 - BoxMath.IoU(boxes[i], regions[r].Box);
        }

        var assigned = Assignment.Solve(cost);
        for (var r = 0; r < regions.Count; r++) _totals.BoxIoUs.Add(assigned[r] < 0 ? 0 : 1 - cost[assigned[r], r]);
    }

    private static double Dice(ReadOnlySpan<float> logits, ReadOnlySpan<float> mask)
    {
        int both = 0, sum = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var (predicted, filled) = (logits[i] > 0, mask[i] >= 0.5f);
            if (predicted && filled) both++;
            sum += (predicted ? 1 : 0) + (filled ? 1 : 0);
        }

        return sum == 0 ? 1 : 2.0 * both / sum;
    }

    private Tensor Logits(ConversationBatch batch) =>
        network.Decoder.Logits(network.Decoder.call(batch.Tokens, network.Encoder.call(batch.Images).Tokens));
}

/// <summary>Sums over the evaluated studies.</summary>
internal sealed class EvaluationTotals
{
    public double CrossEntropy { get; set; }

    public int Words { get; set; }

    public int RightAnswers { get; set; }

    public int Questions { get; set; }

    public List<double> BoxIoUs { get; } = [];

    public List<double> MaskDices { get; } = [];

    /// <summary>1 for a phrase that names what is not there and for which nothing was found.</summary>
    public List<double> Nulls { get; } = [];

    public EvaluationReport Report(string split, int studies, string? note)
    {
        double? entropy = Words == 0 ? null : CrossEntropy / Words;
        return new(
            split, studies, entropy, entropy is { } nats ? Math.Exp(nats) : null, Questions == 0 ? null : (double)RightAnswers / Questions,
            Mean(BoxIoUs), Mean(BoxIoUs.ConvertAll(static iou => iou >= 0.5 ? 1.0 : 0)), Mean(MaskDices), Mean(Nulls), Words, Questions, BoxIoUs.Count,
            MaskDices.Count, note);
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}
