using System.Text;
using TorchSharp;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Tables;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Measures a trained model on held-out studies of a dataset version.</summary>
public sealed class ModelEvaluator
{
    private const int BatchSize = 8;

    /// <summary>
    /// Evaluates the model below <paramref name="modelPrefix"/> and writes <c>evaluation.json</c> beside it, and <c>examples.json</c>: what it writes of a few
    /// of these studies.
    /// </summary>
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
        var (network, options, language) = await folder.OpenAsync(stage, cancellationToken);
        using (network)
        {
            var heldOut = await HeldOut.LoadAsync(new StudyLoader(new StudyPreparer(options)), versions, most, split, cancellationToken);
            var conversations = new ConversationBuilder(language, options.MaxTokens);
            var report = new NetworkEvaluator(network, conversations, BatchSize)
                .Evaluate(heldOut.Studies, cancellationToken)
                .Report(heldOut.Split, heldOut.Studies.Count, heldOut.Note);
            await folder.WriteEvaluationAsync(report, cancellationToken);
            var decoder = new ReportDecoder(network, language.Vocabulary, options.MaxTokens, new DecodingOptions());
            await ModelExamples.WriteAsync(folder, new ExampleWriter(network, conversations, decoder).Write(heldOut.Studies, cancellationToken), cancellationToken);
            return report;
        }
    }

    /// <summary>
    /// Learns from which odds on findings count as there, on the calibrating half of the held-out patients (<see cref="HeldOutHalf"/>), and writes it as
    /// <c>presence.json</c> beside the model: from then on it chooses among its reports, and tables are of the other half. <c>no-held-out</c> where only
    /// training studies are there.
    /// </summary>
    public async Task<PresenceScale> CalibrateAsync(
        IReadOnlyList<VersionSource> sources, IBlobStore models, string modelPrefix, TargetTaxonomy taxonomy, ModelEvaluationOptions measured,
        CancellationToken cancellationToken = default)
    {
        var folder = new ModelFolder(models, modelPrefix);
        var versions = await LoadedVersion.LoadAsync(sources, cancellationToken);
        using var scope = torch.NewDisposeScope();
        var (network, options, language) = await folder.OpenAsync(measured.Stage, cancellationToken);
        using (network)
        {
            var heldOut = await HeldOut.LoadAsync(new StudyLoader(new StudyPreparer(options)), versions, measured.MostStudies, measured.Split, cancellationToken);
            if (heldOut.Split == "train") throw new TrainingException("no-held-out", "Thresholds are learned on held-out patients, and the versions have none: give one with a split validate or test.");
            var probe = new TargetProbe(network, language.Vocabulary, options.MaxTokens);
            var scale = new PresenceObserver(network, new StudyQuestions(taxonomy, language.Targets), probe, measured.Threads)
                .Calibrate(heldOut.Split, [.. heldOut.Studies.Where(static study => HeldOutHalf.Calibrates(study.Sample.Patient))], cancellationToken);
            await folder.WriteAsync(PresenceScale.FileName, scale.ToJson(), cancellationToken);
            return scale;
        }
    }

    /// <summary>
    /// Measures everything: the short report, and tables by modality with trivial answers beside the model's and intervals over patients. Writes
    /// <c>evaluation.json</c> (<see cref="ModelEvaluation.ToJson"/>) and <c>evaluation.md</c> beside the model.
    /// </summary>
    /// <param name="taxonomy">What names things, and what the tagger reads texts by.</param>
    public async Task<ModelEvaluation> EvaluateFullyAsync(
        IReadOnlyList<VersionSource> sources, IBlobStore models, string modelPrefix, TargetTaxonomy taxonomy, ModelEvaluationOptions measured,
        CancellationToken cancellationToken = default)
    {
        var folder = new ModelFolder(models, modelPrefix);
        var versions = await LoadedVersion.LoadAsync(sources, cancellationToken);
        using var scope = torch.NewDisposeScope();
        var (network, options, language) = await folder.OpenAsync(measured.Stage, cancellationToken);
        using (network)
        {
            var loader = new StudyLoader(new StudyPreparer(options));
            var training = await loader.LoadAsync(versions, "train", measured.MostTrainingStudies, cancellationToken);
            var presence = await folder.ReadPresenceAsync(cancellationToken);
            var heldOut = (await HeldOut.LoadAsync(loader, versions, measured.MostStudies, measured.Split, cancellationToken)).Measuring(presence);
            var conversations = new ConversationBuilder(language, options.MaxTokens);
            var summary = new NetworkEvaluator(network, conversations, BatchSize, measured.Threads)
                .Evaluate(heldOut.Studies, cancellationToken)
                .Report(heldOut.Split, heldOut.Studies.Count, heldOut.Note);
            var tables = new TableEvaluator(taxonomy, language.Targets, training, measured, presence);
            var decoder = new ReportDecoder(network, language.Vocabulary, options.MaxTokens, measured.Decoding);
            var probe = new TargetProbe(network, language.Vocabulary, options.MaxTokens);
            var chooser = presence is null ? null : new ReportChooser(network, language, options.MaxTokens, measured.Decoding, presence, tables.Read);
            var studies = new StudyObserver(network, conversations, tables.Questions, decoder, probe, measured.Threads, chooser, presence is null ? null : new EvidenceAnswers(network, language, options.MaxTokens, presence)).Observe(heldOut.Studies, cancellationToken);
            var evaluation = new ModelEvaluation(
                summary, measured.TruthIsExhaustive, measured.Decoding.OpeningCorrection, measured.Resamples, measured.Seed, tables.Build(studies));
            await folder.WriteAsync("evaluation.json", evaluation.ToBytes(), cancellationToken);
            await folder.WriteAsync("evaluation.md", Encoding.UTF8.GetBytes(MarkdownTables.Write(evaluation.Tables)), cancellationToken);
            return evaluation;
        }
    }
}
