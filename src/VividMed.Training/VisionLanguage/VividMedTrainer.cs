using System.Text;
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
/// <param name="time">Tells in progress how long a step took; nothing else depends on it.</param>
/// <param name="planned">Told once, before anything is measured or learned.</param>
public sealed class VividMedTrainer(TimeProvider? time = null, IProgress<TrainingPlan>? planned = null)
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
        var folder = new ModelFolder(outputs, outputPrefix);
        var start = options.Base is { } model ? await StartingPoint.ReadAsync(model, cancellationToken) : null;
        if (start is not null) options = options with { Network = start.Network };
        var language = await folder.ReadLanguageAsync(cancellationToken)
            ?? start?.Language
            ?? await LanguageReader.ReadAsync(versions, options, cancellationToken);
        if (options.OtherNames.Count > 0) language = language.WithNames(options.OtherNames);
        await folder.PublishNetworkAsync(options.Network, language, cancellationToken);
        if (start?.Presence is { } presence && await folder.ReadPresenceAsync(cancellationToken) is null)
        {
            await folder.WriteAsync(PresenceScale.FileName, presence.ToJson(), cancellationToken);
        }

        var conversations = new ConversationBuilder(language, options.Network.MaxTokens);
        await using var prepared = new PreparedBuckets(new StudyPreparer(options.Network, options.LeastGrade), options.CacheBytes);

        using var network = VividMedNetwork.Create(language.Vocabulary.Count, options.Network, options.Seed);
        var measure = new HeldOutMeasure(network, conversations, versions, options);
        var stages = options.Stages.Order().ToList();
        var parameters = network.Weights().Sum(static weight => weight.Value.numel());
        var first = await StudyStream.OpenAsync(versions, "train", prepared, options, stages[0], cancellationToken);
        var plan = TrainingEstimate.Of(parameters, first.Count, first.LargestGrid(options.Network), options);
        planned?.Report(plan);
        await folder.WritePlanAsync(plan, cancellationToken);
        var begun = Fingerprint(options, await BeginAsync(folder, start, network, stages[0], cancellationToken), versions, stages);
        if (await folder.ReadBeforeAsync(begun, cancellationToken) is not { } before)
        {
            before = await measure.MeasureAsync(cancellationToken);
            await folder.WriteBeforeAsync(begun, before, cancellationToken);
        }

        var (reports, seen) = (new List<StageReport>(), 0L);
        foreach (var stage in stages)
        {
            var studies = await StudyStream.OpenAsync(versions, "train", prepared, options, stage, cancellationToken);
            seen = studies.Count;
            var trainer = new StageTrainer(network, studies, conversations, options, folder, stage, Fingerprint(options with { EvaluationStudies = 0 }, start?.Weights, versions, [stage]), time ?? TimeProvider.System, measure.MeasureAsync);
            reports.Add(await trainer.RunAsync(progress, cancellationToken));
        }

        var after = await measure.MeasureAsync(cancellationToken);
        await folder.WriteEvaluationAsync(after, cancellationToken);
        var report = new TrainingReport(
            reports, before, after, seen, language.Vocabulary.Count, parameters, [.. reports.Select(static report => report.Weights)]);
        var card = ModelCard.Of(outputPrefix.TrimEnd('/').Split('/')[^1], versions, options, start, report);
        await folder.WriteAsync("MODEL_CARD.md", Encoding.UTF8.GetBytes(card), cancellationToken);
        return report;
    }

    /// <summary>The weights that the network begins with, which are then in it; null for random ones.</summary>
    private static async Task<byte[]?> BeginAsync(
        ModelFolder folder, StartingPoint? start, VividMedNetwork network, int firstStage, CancellationToken cancellationToken)
    {
        var weights = await folder.LastStageAsync(firstStage, cancellationToken) is { } last
            ? await folder.ReadWeightsAsync(last, cancellationToken)
            : start?.Weights;
        if (weights is not null) Checkpoint.Restore(weights, network, optimizer: null, fingerprint: null);
        return weights;
    }

    /// <summary>Everything that the weights of stages depend on, beside the weights that an earlier stage leaves them.</summary>
    private static string Fingerprint(TrainingOptions options, byte[]? weights, IReadOnlyList<LoadedVersion> versions, IReadOnlyList<int> stages)
    {
        var relevant = options with { Stages = stages, CheckpointEvery = 0, CacheBytes = 0, Base = null };
        return Sha256.Of(
        [
            .. JsonSerializer.SerializeToUtf8Bytes(relevant),
            .. weights is null ? [] : Convert.FromHexString(Sha256.Of(weights)),
            .. versions.SelectMany(static version => version.Manifest.ToJson()),
        ]);
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
            && options is { EvaluateEvery: >= 0, Patience: >= 0 }
            && options.Threads > 0
            && options.Window > 0
            && options.LanguageStudies > 0
            && options.VolumeWeight > 0
            && options.MirroredShare is >= 0 and <= 1
            && options.EvaluationStudies > 0
            && options.LowRank is null or { Rank: > 0, Alpha: > 0 }
            && options.LearningRate > 0 && network.FlatSide % 8 == 0 && network.VolumeSide % 8 == 0 && network.VolumeDepth % 8 == 0
            && network is { FlatSide: > 0, VolumeSide: > 0, VolumeDepth: > 0, Layers: > 0, Heads: > 0, MaxTokens: >= 16, MaxWords: >= Vocabulary.Least }
            && network.Width > 0 && network.Width % network.Heads == 0 && network.Width % 16 == 0;
        if (sound) return;
        throw new TrainingException(
            "bad-options",
            $"Stages are 1 to 3, counts are positive, grids are multiples of 8, the width is one of 16 and of the heads, and words are {Vocabulary.Least} at least.");
    }
}
