using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage;

/// <summary>
/// Trains the miniature VividMed on a dataset version in up to three stages. A stage begins with the weights of the last finished
/// one before it. Whatever was cut short resumes from its last checkpoint with bit-equal results; what is finished is not done again.
/// </summary>
public sealed class VividMedTrainer
{
    /// <summary>
    /// Trains the stages in order and evaluates before and after. A <see cref="TrainingException"/> where there is nothing to train
    /// on, options are out of range, the output folder belongs to another training, or the loss is no number.
    /// </summary>
    /// <param name="store">Store of the shards.</param>
    /// <param name="versionPrefix">The version, such as <c>versions/0001</c>.</param>
    /// <param name="options">What to do.</param>
    /// <param name="outputs">Store of the model.</param>
    /// <param name="outputPrefix">Where the model's blobs go, such as <c>models/run-1</c>.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Ends the training between steps; the last checkpoint stays.</param>
    public Task<TrainingReport> TrainAsync(
        IBlobStore store, string versionPrefix, TrainingOptions options, IBlobStore outputs, string outputPrefix,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TrainAsync([new VersionSource(store, versionPrefix)], options, outputs, outputPrefix, progress, cancellationToken);

    /// <summary>As the other overload, on several versions together.</summary>
    public async Task<TrainingReport> TrainAsync(
        IReadOnlyList<VersionSource> sources, TrainingOptions options, IBlobStore outputs, string outputPrefix,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(options);
        var versions = await LoadedVersion.LoadAsync(sources, cancellationToken);
        var data = await TrainingSet.LoadAsync(versions, options, cancellationToken);
        var heldOut = await HeldOut.LoadAsync(
            new StudyLoader(options.Network), versions, options.EvaluationStudies, split: null, cancellationToken);
        var conversations = new ConversationBuilder(data.Vocabulary, data.Targets, options.Network.MaxTokens);
        var folder = new ModelFolder(outputs, outputPrefix);
        await folder.PublishNetworkAsync(options.Network, data.Vocabulary, cancellationToken);

        using var network = VividMedNetwork.Create(data.Vocabulary.Count, options.Network, options.Seed);
        EvaluationReport Measure() => new NetworkEvaluator(network, conversations, options.Batch, options.Threads)
            .Evaluate(heldOut.Studies, cancellationToken)
            .Report(heldOut.Split, heldOut.Studies.Count, heldOut.Note);
        var stages = options.Stages.Order().ToList();
        await BeginAsync(folder, network, stages[0], cancellationToken);
        var before = Measure();
        var reports = new List<StageReport>();
        foreach (var stage in stages)
        {
            var trainer = new StageTrainer(network, data, conversations, options, folder, stage, Fingerprint(options, versions, stage));
            reports.Add(await trainer.RunAsync(progress, cancellationToken));
        }

        var after = Measure();
        await folder.WriteEvaluationAsync("evaluation.json", after, cancellationToken);
        return new TrainingReport(
            reports, before, after, data.Studies.Count, data.Vocabulary.Count,
            network.Weights().Sum(static weight => weight.Value.numel()), [.. reports.Select(static report => report.Weights)]);
    }

    private static async Task BeginAsync(ModelFolder folder, VividMedNetwork network, int firstStage, CancellationToken cancellationToken)
    {
        if (await folder.LastStageAsync(firstStage, cancellationToken) is not { } last) return;
        Checkpoint.Restore((await folder.ReadWeightsAsync(last, cancellationToken))!, network, optimizer: null, fingerprint: null);
    }

    /// <summary>Everything that a stage's weights depend on, beside the weights it begins with.</summary>
    private static string Fingerprint(TrainingOptions options, IReadOnlyList<LoadedVersion> versions, int stage)
    {
        var relevant = options with { Stages = [stage], CheckpointEvery = 0, EvaluationStudies = 0 };
        return Sha256.Of(
            [.. JsonSerializer.SerializeToUtf8Bytes(relevant), .. versions.SelectMany(static version => version.Manifest.ToJson())]);
    }

    private static void Check(TrainingOptions options)
    {
        var network = options.Network;
        var sound = options.Stages.Count > 0
            && options.Stages.All(static stage => stage is >= 1 and <= 3)
            && options.Stages.Distinct().Count() == options.Stages.Count
            && options.StepsPerStage > 0
            && options.Batch > 0
            && options.CheckpointEvery > 0
            && options.Threads > 0
            && options.MaxStudies > 0
            && options.EvaluationStudies > 0
            && options.LearningRate > 0 && network.FlatSide % 8 == 0 && network.VolumeSide % 8 == 0 && network.VolumeDepth % 8 == 0
            && network is { FlatSide: > 0, VolumeSide: > 0, VolumeDepth: > 0, Layers: > 0, Heads: > 0, MaxTokens: >= 16, MaxWords: >= 32 }
            && network.Width > 0 && network.Width % network.Heads == 0 && network.Width % 16 == 0;
        if (sound) return;
        throw new TrainingException(
            "bad-options",
            "Stages are 1 to 3, counts are positive, grids are multiples of 8, and the width is one of 16 and of the heads.");
    }
}
