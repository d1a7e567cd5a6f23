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

    private void MeasurePlaces(ConversationBatch batch)
    {
        if (batch.Phrases.Count == 0) return;
        var image = network.Encoder.call(batch.Images);
        var found = TrainingLoss.Locate(network, network.Decoder.call(batch.Tokens, image.Tokens), image, batch.Phrases);
        var boxes = found.Boxes.contiguous().data<float>().ToArray();
        var objectness = found.Objectness.contiguous().data<float>().ToArray();
        var masks = found.Masks.flatten(1).contiguous().data<float>().ToArray();
        var cells = masks.Length / batch.Phrases.Count;
        for (var p = 0; p < batch.Phrases.Count; p++)
        {
            MeasureBoxes(
                boxes.AsSpan(p * GroundingHead.Instances * 6), objectness.AsSpan(p * GroundingHead.Instances, GroundingHead.Instances),
                batch.Phrases[p].Regions);
            if (batch.Phrases[p].Mask() is { } mask) _totals.MaskDices.Add(Dice(masks.AsSpan(p * cells, cells), mask));
        }
    }

    /// <summary>
    /// Predictions are the instances with an objectness over one half, at least the best one; a region that none of them gets counts 0.
    /// </summary>
    private void MeasureBoxes(ReadOnlySpan<float> boxes, ReadOnlySpan<float> objectness, IReadOnlyList<RegionTarget> regions)
    {
        var best = 0;
        for (var i = 1; i < objectness.Length; i++) best = objectness[i] > objectness[best] ? i : best;
        var kept = new List<int>();
        for (var i = 0; i < objectness.Length; i++)
        {
            if (objectness[i] > 0 || i == best) kept.Add(i);
        }

        var cost = new double[kept.Count, regions.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            for (var r = 0; r < regions.Count; r++) cost[i, r] = 1 - BoxMath.IoU(boxes.Slice(kept[i] * 6, 6), regions[r].Box);
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

    public EvaluationReport Report(string split, int studies, string? note)
    {
        double? entropy = Words == 0 ? null : CrossEntropy / Words;
        return new(
            split, studies, entropy, entropy is { } nats ? Math.Exp(nats) : null, Questions == 0 ? null : (double)RightAnswers / Questions,
            Mean(BoxIoUs), Mean(BoxIoUs.ConvertAll(static iou => iou >= 0.5 ? 1.0 : 0)), Mean(MaskDices), Words, Questions, BoxIoUs.Count,
            MaskDices.Count, note);
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}
