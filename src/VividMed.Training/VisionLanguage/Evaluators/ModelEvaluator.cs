using TorchSharp;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Measures a trained model on held-out studies of a dataset version.</summary>
public sealed class ModelEvaluator
{
    private const int BatchSize = 8;

    /// <summary>Evaluates the model below <paramref name="modelPrefix"/> and writes <c>evaluation.json</c> beside it.</summary>
    /// <param name="store">Store of the shards.</param>
    /// <param name="versionPrefix">The version, such as <c>versions/0001</c>.</param>
    /// <param name="models">Store of the model.</param>
    /// <param name="modelPrefix">Where the model's blobs begin, such as <c>models/run-1</c>.</param>
    /// <param name="split">The split to measure on; null takes validate, then test. An empty one falls back to train, with a note.</param>
    /// <param name="stage">Whose weights; null takes the last finished stage.</param>
    /// <param name="most">Most studies that are measured.</param>
    /// <param name="cancellationToken">Ends the evaluation between batches.</param>
    public Task<EvaluationReport> EvaluateAsync(
        IBlobStore store, string versionPrefix, IBlobStore models, string modelPrefix, string? split = null, int? stage = null,
        int most = 1024, CancellationToken cancellationToken = default) =>
        EvaluateAsync([new VersionSource(store, versionPrefix)], models, modelPrefix, split, stage, most, cancellationToken);

    /// <summary>As the other overload, on several versions together.</summary>
    public async Task<EvaluationReport> EvaluateAsync(
        IReadOnlyList<VersionSource> sources, IBlobStore models, string modelPrefix, string? split = null, int? stage = null,
        int most = 1024, CancellationToken cancellationToken = default)
    {
        var folder = new ModelFolder(models, modelPrefix);
        var versions = await LoadedVersion.LoadAsync(sources, cancellationToken);
        using var scope = torch.NewDisposeScope();
        var (network, options, vocabulary, _) = await folder.OpenAsync(stage, cancellationToken);
        using (network)
        {
            var heldOut = await HeldOut.LoadAsync(new StudyLoader(options), versions, most, split, cancellationToken);
            var conversations = new ConversationBuilder(
                vocabulary, ConversationBuilder.TargetsByModality(heldOut.Studies), options.MaxTokens);
            var report = new NetworkEvaluator(network, conversations, BatchSize)
                .Evaluate(heldOut.Studies, cancellationToken)
                .Report(heldOut.Split, heldOut.Studies.Count, heldOut.Note);
            await folder.WriteEvaluationAsync("evaluation.json", report, cancellationToken);
            return report;
        }
    }
}
