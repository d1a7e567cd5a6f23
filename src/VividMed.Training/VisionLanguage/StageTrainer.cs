using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>
/// One stage's steps: draws conversations, descends, keeps checkpoints. Each step depends on the weights and (seed, stage, step) alone.
/// </summary>
internal sealed class StageTrainer(
    VividMedNetwork network, TrainingSet data, ConversationBuilder conversations, TrainingOptions options, ModelFolder folder, int stage,
    string fingerprint)
{
    private const double WarmUpShare = 0.05;

    /// <summary>VividMed sees a CT more often than a radiograph, 1.5 to 1.</summary>
    private const double VolumeWeight = 1.5;

    /// <summary>The others are seen as they are, which teaches faster where steps are few.</summary>
    private const double AugmentedShare = 0.5;

    private readonly List<IReadOnlyList<TrainingStudy>> _groups =
        [.. data.Studies.GroupBy(static study => study.Grid).Select(static group => group.ToList())];

    /// <summary>
    /// Trains to the stage's end, from its latest checkpoint if there is one; the weights are then in the network and the store.
    /// </summary>
    public async Task<StageReport> RunAsync(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var name = folder.WeightsOf(stage);
        if (await folder.ReadWeightsAsync(stage, cancellationToken) is { } finished)
        {
            return StageReport.From(stage, name, Checkpoint.Restore(finished, network, null, fingerprint));
        }

        using var optimizer = new AdamW(network);
        var curve = await folder.ReadCheckpointAsync(stage, cancellationToken) is { } checkpoint
            ? Checkpoint.Restore(checkpoint, network, optimizer, fingerprint)
            : [];
        for (var step = curve.Count + 1; step <= options.StepsPerStage; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            curve.Add(Step(optimizer, step));
            progress?.Report(new TrainingProgress(stage, step, options.StepsPerStage, curve[^1]));
            if (step % options.CheckpointEvery == 0 && step < options.StepsPerStage)
            {
                await folder.WriteCheckpointAsync(stage, step, Checkpoint.Write(network, optimizer, curve, fingerprint), cancellationToken);
            }
        }

        var report = StageReport.From(stage, name, curve);
        await folder.FinishStageAsync(stage, Checkpoint.Write(network, null, curve, fingerprint), report, cancellationToken);
        return report;
    }

    private StepLoss Step(AdamW optimizer, int step)
    {
        using var section = TorchSection.Enter(options.Threads);
        using var scope = NewDisposeScope();
        var batch = ConversationBatch.From(Draw(new SeededRandom(options.Seed, stage, step)));
        network.zero_grad(set_to_none: true);
        var loss = TrainingLoss.Of(network, batch, options.Grounding);
        loss.Total().backward();
        optimizer.Step(step, LearningRate(step));
        var values = loss.Values();
        return float.IsFinite(values.Total)
            ? values
            : throw new TrainingException("diverged", $"The loss of stage {stage} is no number at step {step}; lower the learning rate.");
    }

    private List<Conversation> Draw(SeededRandom random)
    {
        var studies = random.Draw(PickGroup(random), options.Batch).ConvertAll(study => random.NextDouble() < AugmentedShare ? StudyAugmentation.Apply(study, random) : study);
        var mixture = ConversationMixture.Of(stage);
        return [.. studies.Select(study => mixture.Draw(random) switch
        {
            ConversationKind.Targets => conversations.TargetConversation(study, random, options.Grounding),
            ConversationKind.Questions => conversations.QuestionsConversation(study, random),
            ConversationKind.PlainReport => conversations.ReportConversation(study, grounded: false),
            _ => conversations.ReportConversation(study, options.Grounding),
        })];
    }

    private IReadOnlyList<TrainingStudy> PickGroup(SeededRandom random)
    {
        static double Weight(IReadOnlyList<TrainingStudy> group) => group.Count * (group[0].Grid.IsFlat ? 1 : VolumeWeight);
        var at = random.NextDouble() * _groups.Sum(Weight);
        foreach (var group in _groups)
        {
            at -= Weight(group);
            if (at < 0) return group;
        }

        return _groups[^1];
    }

    /// <summary>Linear warm-up over the first twentieth, then half a cosine down to 0.</summary>
    private double LearningRate(int step)
    {
        var warmUp = Math.Max(1, WarmUpShare * options.StepsPerStage);
        if (step <= warmUp) return options.LearningRate * step / warmUp;
        var done = (step - warmUp) / Math.Max(1, options.StepsPerStage - warmUp);
        return options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, done)));
    }
}
