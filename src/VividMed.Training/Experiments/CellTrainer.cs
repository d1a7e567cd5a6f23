using System.Text;
using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Experiments;

/// <summary>
/// Trains an arm with a seed from random weights, in one mixed stage. Cut short, it goes on from its last checkpoint.
/// </summary>
internal sealed class CellTrainer(ExperimentData data, ExperimentPlan plan, ExperimentOptions options, IBlobStore outputs, TimeProvider time)
{
    /// <summary>The stage whose conversations are of every kind.</summary>
    private const int Stage = 3;

    private const int CheckpointEvery = 200;

    private readonly ConversationBuilder _conversations = new(data.Language, options.Network.MaxTokens);

    /// <summary>All that a cell's result depends on; the arms and seeds beside it do not.</summary>
    public string DigestOf(ExperimentArm arm, int seed) => Sha256.Of(
    [
        .. JsonSerializer.SerializeToUtf8Bytes(options with { Seeds = 0, Resamples = 0, FullGrid = false }), .. data.Digest,
        .. Encoding.UTF8.GetBytes($"{plan.Id}\n{arm.Name}\n{arm.What}\n{(data.Truth is null ? "" : "truth")}\n{seed}"),
    ]);

    /// <summary>The trained network, which the caller disposes of, and what it was shown.</summary>
    public async Task<TrainedCell> TrainAsync(ExperimentArm arm, int seed, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        var studies = arm.Apply(data.Training, seed);
        var training = Options(arm, seed);
        long? tokens = null;
        if (arm.MatchTokens) (training, tokens) = await MatchAsync(arm, seed, training, cancellationToken);
        var network = VividMedNetwork.Create(data.Language.Vocabulary.Count, options.Network, seed);
        await Trainer(network, studies, arm, training, seed).RunAsync(progress, cancellationToken);
        return new TrainedCell(network, studies, training.StepsPerStage, tokens);
    }

    /// <summary>Lets go of what a cell is resumed from.</summary>
    public async Task ForgetAsync(ExperimentArm arm, int seed, CancellationToken cancellationToken)
    {
        foreach (var name in await outputs.ListAsync($"{FolderOf(arm, seed)}/", cancellationToken).ToListAsync(cancellationToken))
        {
            await outputs.DeleteAsync(name, cancellationToken);
        }
    }

    private static string FolderOf(ExperimentArm arm, int seed) => $"training/{arm.Slug}-seed{seed}";

    private StageTrainer Trainer(VividMedNetwork network, IReadOnlyList<TrainingStudy> studies, ExperimentArm arm, TrainingOptions training, int seed) => new(
        network, new StudyPool(studies, training.Batch, seed, arm.Seen), _conversations, training, new ModelFolder(outputs, FolderOf(arm, seed)), Stage, DigestOf(arm, seed), time);

    private TrainingOptions Options(ExperimentArm arm, int seed) => new()
    {
        Stages = [Stage], StepsPerStage = options.Steps, Batch = options.Batch, Seed = seed, LearningRate = options.LearningRate, Threads = options.Threads,
        CheckpointEvery = CheckpointEvery, Network = options.Network, Grounding = arm.Grounding, WordsOnly = arm.WordsOnly, CallShare = arm.CallShare,
    };

    /// <summary>
    /// The first arm's conversations are drawn, without a network, and their tokens counted; then this arm's, until they are as many.
    /// </summary>
    private async Task<(TrainingOptions Training, long Tokens)> MatchAsync(ExperimentArm arm, int seed, TrainingOptions training, CancellationToken cancellationToken)
    {
        using var none = VividMedNetwork.Create(data.Language.Vocabulary.Count, options.Network, seed);
        var reference = Trainer(none, plan.Reference.Apply(data.Training, seed), plan.Reference, Options(plan.Reference, seed), seed);
        var wanted = 0L;
        for (var step = 1; step <= options.Steps; step++) wanted += await CountAsync(reference, step, cancellationToken);
        var own = Trainer(none, arm.Apply(data.Training, seed), arm, training with { StepsPerStage = int.MaxValue }, seed);
        var (shown, steps) = (0L, 0);
        while (shown < wanted) shown += await CountAsync(own, ++steps, cancellationToken);
        return (training with { StepsPerStage = steps }, shown);
    }

    private static async Task<long> CountAsync(StageTrainer trainer, int step, CancellationToken cancellationToken) =>
        (await trainer.DrawAsync(step, cancellationToken)).Sum(static conversation => (long)conversation.Tokens.Count);
}

/// <summary>A trained network and the studies that it was trained on.</summary>
internal sealed record TrainedCell(VividMedNetwork Network, IReadOnlyList<TrainingStudy> Studies, int Steps, long? Tokens) : IDisposable
{
    public void Dispose() => Network.Dispose();
}
