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
/// One stage's steps: draws conversations, descends, keeps checkpoints; ends early where places get no better. Each step depends on the weights and (seed, stage, step) alone.
/// </summary>
internal sealed class StageTrainer(
    VividMedNetwork network, IStudySource studies, ConversationBuilder conversations, TrainingOptions options, ModelFolder folder, int stage,
    string fingerprint, TimeProvider clock, Func<CancellationToken, Task<EvaluationReport>>? measure = null)
{
    private const double WarmUpShare = 0.05;

    /// <summary>The others are seen as they are, which teaches faster where steps are few.</summary>
    private const double AugmentedShare = 0.5;

    /// <summary>Steps after which those who look on see the losses: a small file, unlike a checkpoint.</summary>
    private const int ShowEvery = 10;

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

        if (stage > 1 && options.LowRank is { } lowRank) network.Adapt(lowRank, options.Seed + stage);
        using var optimizer = new AdamW(network);
        var state = await folder.ReadCheckpointAsync(stage, cancellationToken) is { } checkpoint
            ? Checkpoint.Restore(checkpoint, network, optimizer, fingerprint)
            : new StageState([], []);
        var next = DrawAsync(state.Curve.Count + 1, cancellationToken);
        for (var step = state.Curve.Count + 1; step <= options.StepsPerStage && !state.IsAtItsEnd(options.Patience); step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asked = clock.GetTimestamp();
            var drawn = await next;
            var given = clock.GetTimestamp();
            next = DrawAsync(step + 1, cancellationToken); // while the network works
            state.Curve.Add(Step(drawn, optimizer, step));
            progress?.Report(new TrainingProgress(stage, step, options.StepsPerStage, state.Curve[^1])
            {
                Tokens = drawn.Sum(static conversation => conversation.Tokens.Count),
                Waited = clock.GetElapsedTime(asked, given),
                Worked = clock.GetElapsedTime(given),
            });
            await KeepAsync(step, state, optimizer, cancellationToken);
        }

        network.Merge();
        var report = StageReport.From(stage, name, state);
        await folder.FinishStageAsync(stage, Checkpoint.Write(network, null, state, fingerprint), report, cancellationToken);
        return report;
    }

    /// <summary>What is due after a step: a measurement, losses to look at, a checkpoint.</summary>
    private async Task KeepAsync(int step, StageState state, AdamW optimizer, CancellationToken cancellationToken)
    {
        var isLast = step == options.StepsPerStage;
        if (measure is not null && options.EvaluateEvery > 0 && step % options.EvaluateEvery == 0 && !isLast)
        {
            state.Evaluations.Add(new StageEvaluation(step, await measure(cancellationToken)));
        }

        if (step % ShowEvery == 0)
        {
            await folder.WriteCurveAsync(new StageCurve(stage, options.StepsPerStage, state.Curve) { Evaluations = state.Evaluations }, cancellationToken);
        }

        if (step % options.CheckpointEvery == 0 && !isLast)
        {
            await folder.WriteCheckpointAsync(stage, step, Checkpoint.Write(network, optimizer, state, fingerprint), cancellationToken);
        }
    }

    /// <summary>The conversations of a step; none after the last one.</summary>
    public Task<List<Conversation>> DrawAsync(int step, CancellationToken cancellationToken) => step > options.StepsPerStage
        ? Task.FromResult<List<Conversation>>([])
        : Task.Run(
            async () =>
            {
                var random = new SeededRandom(options.Seed, stage, step);
                return (await studies.TakeAsync(step, cancellationToken)).Select(study => Draw(study, random)).ToList();
            },
            cancellationToken);

    private Conversation Draw(TrainingStudy study, SeededRandom random)
    {
        if (options.MirroredShare > 0 && random.NextDouble() < options.MirroredShare) study = StudyMirror.Of(study) ?? study;
        if (random.NextDouble() < AugmentedShare) study = StudyAugmentation.Apply(study, random);
        var conversation = ConversationMixture.Of(stage).Draw(random) switch
        {
            ConversationKind.Targets => conversations.TargetConversation(study, random, options.Grounding),
            ConversationKind.Questions => conversations.QuestionsConversation(study, random),
            ConversationKind.PlainReport => conversations.ReportConversation(study, grounded: false),
            _ => conversations.ReportConversation(study, options.Grounding),
        };
        return conversation with { Glances = conversations.Glances(study, random) };
    }

    private StepLoss Step(List<Conversation> drawn, AdamW optimizer, int step)
    {
        using var section = TorchSection.Enter(options.Threads);
        network.ClearGradients();
        var sum = new StepLoss(0, 0, 0, 0);
        foreach (var alike in drawn.GroupBy(static conversation => conversation.Study.Grid)) sum += Descend([.. alike], (double)alike.Count() / drawn.Count);
        using (var scope = NewDisposeScope()) optimizer.Step(step, LearningRate(step));
        return float.IsFinite(sum.Total)
            ? sum
            : throw new TrainingException("diverged", $"The loss of stage {stage} is no number at step {step}; lower the learning rate.");
    }

    /// <summary>Adds the gradients of images of one grid, which have so much of the step.</summary>
    private StepLoss Descend(List<Conversation> alike, double share)
    {
        using var scope = NewDisposeScope();
        var loss = TrainingLoss.Of(network, ConversationBatch.From(alike), options is { Grounding: true, WordsOnly: false });
        (loss.Total() * share).backward();
        return loss.Values() * (float)share;
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
