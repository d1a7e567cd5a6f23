using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Measures a network on prepared studies; draws nothing at random.</summary>
internal sealed class NetworkEvaluator(VividMedNetwork network, ConversationBuilder conversations, int batchSize, int? threads = null)
{
    private readonly EvaluationTotals _totals = new();
    private readonly PhraseLocator _locator = new(network);

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

    private void MeasurePlaces(ConversationBatch batch)
    {
        if (batch.Phrases.Count == 0) return;
        var image = network.Encoder.call(batch.Images);
        var places = _locator.Locate(network.Decoder.call(batch.Tokens, image.Tokens).Hidden, image, batch.Phrases);
        foreach (var (phrase, place) in batch.Phrases.Zip(places))
        {
            if (phrase.Regions.Count == 0) _totals.Nulls.Add(place.IsNothing ? 1 : 0);
            else _totals.BoxIoUs.AddRange(RegionAssignment.Of(place.BoxesOrBest(), phrase.Regions).Select(static assigned => assigned?.Overlap ?? 0));
            if (phrase.Mask() is { } mask) _totals.MaskDices.Add(Dice(place.Mask, mask));
        }
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
        network.Decoder.Logits(network.Decoder.call(batch.Tokens, network.Encoder.call(batch.Images).Tokens).Hidden);
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
