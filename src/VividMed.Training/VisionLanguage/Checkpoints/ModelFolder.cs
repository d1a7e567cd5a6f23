using System.Text.Json;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>
/// A model's blobs: <c>network.json</c>, <c>vocabulary.json</c>, and for each stage <c>stage{n}/model.safetensors</c> (written last:
/// the stage is done), <c>metrics.json</c>, and <c>checkpoint-{step}.safetensors</c> while it runs.
/// </summary>
internal sealed class ModelFolder(IBlobStore store, string prefix)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly string _prefix = prefix.TrimEnd('/');

    public string NameOf(int stage, string file) => $"{_prefix}/stage{stage}/{file}";

    public string WeightsOf(int stage) => NameOf(stage, "model.safetensors");

    public async Task PublishNetworkAsync(NetworkOptions network, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        await store.PublishAsync($"{_prefix}/network.json", JsonSerializer.SerializeToUtf8Bytes(network, Json), cancellationToken);
        await store.PublishAsync($"{_prefix}/vocabulary.json", vocabulary.ToJson(), cancellationToken);
    }

    /// <summary>
    /// The network with the weights of its last finished stage (or of the one asked for), and its vocabulary. <c>model-missing</c>.
    /// </summary>
    public async Task<(VividMedNetwork Network, NetworkOptions Options, Vocabulary Vocabulary, int Stage)> OpenAsync(
        int? stage, CancellationToken cancellationToken)
    {
        var options = JsonSerializer.Deserialize<NetworkOptions>(await NeedAsync($"{_prefix}/network.json", cancellationToken), Json)!;
        var vocabulary = Vocabulary.Parse(await NeedAsync($"{_prefix}/vocabulary.json", cancellationToken));
        var last = stage ?? await LastStageAsync(before: 4, cancellationToken) ?? throw Missing(WeightsOf(1));
        var weights = await NeedAsync(WeightsOf(last), cancellationToken);
        var network = VividMedNetwork.Create(vocabulary.Count, options, seed: 0);
        Checkpoint.Restore(weights, network, optimizer: null, fingerprint: null);
        return (network, options, vocabulary, last);
    }

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

    /// <summary>Publishes a finished stage, metrics first, and lets go of its checkpoints.</summary>
    public async Task FinishStageAsync(int stage, byte[] weights, StageReport report, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            NameOf(stage, "metrics.json"), JsonSerializer.SerializeToUtf8Bytes(report, Json), cancellationToken: cancellationToken);
        await store.WriteAsync(WeightsOf(stage), weights, cancellationToken: cancellationToken);
        foreach (var checkpoint in await store.ListAsync(NameOf(stage, "checkpoint-"), cancellationToken).ToListAsync(cancellationToken))
        {
            await store.DeleteAsync(checkpoint, cancellationToken);
        }
    }

    public Task WriteEvaluationAsync(string name, EvaluationReport report, CancellationToken cancellationToken) =>
        store.WriteAsync($"{_prefix}/{name}", JsonSerializer.SerializeToUtf8Bytes(report, Json), cancellationToken: cancellationToken);

    private async Task<byte[]> NeedAsync(string name, CancellationToken cancellationToken) =>
        await store.ReadAllAsync(name, cancellationToken: cancellationToken) ?? throw Missing(name);

    private TrainingException Missing(string name) => new("model-missing", $"{name} is not in {store.DisplayName}.");
}
