using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>
/// A model's blobs: <c>network.json</c>, <c>vocabulary.json</c>, <c>targets.json</c>, <c>names.json</c>, <c>presence.json</c> where it was calibrated,
/// <c>plan.json</c> and <c>before.json</c> (what the training takes, and what was measured before its first step), and for each stage <c>stage{n}/model.safetensors</c> (written last:
/// the stage is done), <c>metrics.json</c>, and <c>checkpoint-{step}.safetensors</c> while it runs.
/// </summary>
internal sealed class ModelFolder(IBlobStore store, string prefix)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private const string BeforeFile = "before.json";

    private readonly string _prefix = prefix.TrimEnd('/');

    public string NameOf(int stage, string file) => $"{_prefix}/stage{stage}/{file}";

    public string WeightsOf(int stage) => NameOf(stage, "model.safetensors");

    public async Task PublishNetworkAsync(NetworkOptions network, ModelLanguage language, CancellationToken cancellationToken)
    {
        await store.PublishAsync($"{_prefix}/network.json", JsonSerializer.SerializeToUtf8Bytes(network, Json), cancellationToken);
        await store.PublishAsync($"{_prefix}/vocabulary.json", language.Vocabulary.ToJson(), cancellationToken);
        await store.PublishAsync($"{_prefix}/targets.json", language.TargetsToJson(), cancellationToken);
        await store.PublishAsync($"{_prefix}/names.json", language.NamesToJson(), cancellationToken);
    }

    /// <summary>What the model speaks of, or null where nothing was published yet.</summary>
    public async Task<ModelLanguage?> ReadLanguageAsync(CancellationToken cancellationToken) =>
        await store.ReadAllAsync($"{_prefix}/targets.json", cancellationToken: cancellationToken) is { } targets
            ? new ModelLanguage(
                Vocabulary.Parse(await NeedAsync($"{_prefix}/vocabulary.json", cancellationToken)), ModelLanguage.ParseTargets(targets),
                ModelLanguage.ParseNames(await store.ReadAllAsync($"{_prefix}/names.json", cancellationToken: cancellationToken) ?? "{}"u8.ToArray()))
            : null;

    /// <summary>The network's size. <c>model-missing</c>.</summary>
    public async Task<NetworkOptions> ReadNetworkAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<NetworkOptions>(await NeedAsync($"{_prefix}/network.json", cancellationToken), Json)!;

    /// <summary>The weights of the last finished stage. <c>model-missing</c>.</summary>
    public async Task<byte[]> ReadLastWeightsAsync(CancellationToken cancellationToken) =>
        await LastStageAsync(before: 4, cancellationToken) is { } stage
            ? await NeedAsync(WeightsOf(stage), cancellationToken)
            : throw Missing(WeightsOf(1));

    /// <summary>
    /// The network with the weights of its last finished stage (or of the one asked for), and what it speaks of. <c>model-missing</c>.
    /// </summary>
    public async Task<(VividMedNetwork Network, NetworkOptions Options, ModelLanguage Language)> OpenAsync(int? stage, CancellationToken cancellationToken)
    {
        var options = await ReadNetworkAsync(cancellationToken);
        var language = await ReadLanguageAsync(cancellationToken) ?? throw Missing($"{_prefix}/targets.json");
        var weights = stage is { } asked ? await NeedAsync(WeightsOf(asked), cancellationToken) : await ReadLastWeightsAsync(cancellationToken);
        var network = VividMedNetwork.Create(language.Vocabulary.Count, options, seed: 0);
        Checkpoint.Restore(weights, network, optimizer: null, fingerprint: null);
        return (network, options, language);
    }

    /// <summary>From which odds on findings count as there; null where nobody has learned it.</summary>
    public async Task<PresenceScale?> ReadPresenceAsync(CancellationToken cancellationToken) =>
        await store.ReadAllAsync($"{_prefix}/{PresenceScale.FileName}", cancellationToken: cancellationToken) is { } json ? PresenceScale.Parse(json) : null;

    /// <summary>The last finished stage before another one.</summary>
    public async Task<int?> LastStageAsync(int before, CancellationToken cancellationToken)
    {
        for (var stage = before - 1; stage > 0; stage--)
        {
            if (await store.GetPropertiesAsync(WeightsOf(stage), cancellationToken) is not null) return stage;
        }

        return null;
    }

    public Task<byte[]?> ReadWeightsAsync(int stage, CancellationToken cancellationToken) =>
        store.ReadAllAsync(WeightsOf(stage), cancellationToken: cancellationToken);

    /// <summary>The latest checkpoint of a stage that was cut short, or null.</summary>
    public async Task<byte[]?> ReadCheckpointAsync(int stage, CancellationToken cancellationToken)
    {
        var name = await store.ListAsync(NameOf(stage, "checkpoint-"), cancellationToken).LastOrDefaultAsync(cancellationToken);
        return name is null ? null : await store.ReadAllAsync(name, cancellationToken: cancellationToken);
    }

    public Task WriteCheckpointAsync(int stage, int step, byte[] content, CancellationToken cancellationToken) =>
        store.WriteAsync(NameOf(stage, $"checkpoint-{step:D6}.safetensors"), content, cancellationToken: cancellationToken);

    /// <summary>What the training is about to do and take, for whoever looks on.</summary>
    public Task WritePlanAsync(TrainingPlan plan, CancellationToken cancellationToken) =>
        WriteAsync(ModelHistory.PlanFile, JsonSerializer.SerializeToUtf8Bytes(plan, Json), cancellationToken);

    /// <summary>The losses so far of a stage that is not finished, for whoever looks on; no part of what a stage resumes from.</summary>
    public Task WriteCurveAsync(StageCurve curve, CancellationToken cancellationToken) =>
        store.WriteAsync(NameOf(curve.Stage, ModelHistory.CurveFile), JsonSerializer.SerializeToUtf8Bytes(curve, Json), cancellationToken: cancellationToken);

    /// <summary>Publishes a finished stage, metrics first, and lets go of its checkpoints.</summary>
    public async Task FinishStageAsync(int stage, byte[] weights, StageReport report, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            NameOf(stage, ModelHistory.MetricsFile), JsonSerializer.SerializeToUtf8Bytes(report, Json), cancellationToken: cancellationToken);
        await store.WriteAsync(WeightsOf(stage), weights, cancellationToken: cancellationToken);
        foreach (var checkpoint in await store.ListAsync(NameOf(stage, "checkpoint-"), cancellationToken).ToListAsync(cancellationToken))
        {
            await store.DeleteAsync(checkpoint, cancellationToken);
        }

        await store.DeleteAsync(NameOf(stage, ModelHistory.CurveFile), cancellationToken);
    }

    public Task WriteEvaluationAsync(EvaluationReport report, CancellationToken cancellationToken) =>
        WriteAsync("evaluation.json", JsonSerializer.SerializeToUtf8Bytes(report, Json), cancellationToken);

    /// <summary>What was measured before the first step of a training, as <see cref="WriteBeforeAsync"/> left it; null of another training.</summary>
    public async Task<EvaluationReport?> ReadBeforeAsync(string fingerprint, CancellationToken cancellationToken) =>
        await store.ReadAllAsync($"{_prefix}/{BeforeFile}", cancellationToken: cancellationToken) is { } json
        && JsonSerializer.Deserialize<FirstMeasurement>(json, Json) is { } first && first.Fingerprint == fingerprint
            ? first.Report
            : null;

    public Task WriteBeforeAsync(string fingerprint, EvaluationReport report, CancellationToken cancellationToken) =>
        WriteAsync(BeforeFile, JsonSerializer.SerializeToUtf8Bytes(new FirstMeasurement(fingerprint, report), Json), cancellationToken);

    /// <summary>A file beside the network's.</summary>
    public Task WriteAsync(string name, byte[] content, CancellationToken cancellationToken) =>
        store.WriteAsync($"{_prefix}/{name}", content, cancellationToken: cancellationToken);

    private async Task<byte[]> NeedAsync(string name, CancellationToken cancellationToken) =>
        await store.ReadAllAsync(name, cancellationToken: cancellationToken) ?? throw Missing(name);

    private TrainingException Missing(string name) => new("model-missing", $"{name} is not in {store.DisplayName}.");

    private sealed record FirstMeasurement(string Fingerprint, EvaluationReport Report);
}
