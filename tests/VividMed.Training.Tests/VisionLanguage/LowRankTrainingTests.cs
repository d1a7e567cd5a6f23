using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class LowRankTrainingTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        StepsPerStage = 6, Batch = 3, CheckpointEvery = 2, Network = TinyDataset.Network, EvaluationStudies = 4, Stages = [1, 3], LowRank = new LowRankOptions(4),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public LowRankTrainingTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_decoder_changes_by_little_rank_the_heads_whole_and_encoder_and_words_rest()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        await TrainAsync("models/a", CancellationToken.None);
        var (before, after) = (await WeightsAsync("models/a", 1), await WeightsAsync("models/a", 3));
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        foreach (var (name, was) in before.Where(static weight => weight.Key.StartsWith("weight.", StringComparison.Ordinal)))
        {
            var isLed = name.Contains(".grounding.", StringComparison.Ordinal) || (name.Contains(".layers.", StringComparison.Ordinal) && name.EndsWith("put.weight", StringComparison.Ordinal));
            if (isLed) Assert.NotEqual(was, after[name]);
            if (name.Contains(".encoder.", StringComparison.Ordinal) || name.EndsWith("decoder.words", StringComparison.Ordinal)) Assert.Equal(was, after[name]);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task Cut_short_it_ends_with_the_bytes_of_an_uninterrupted_one(int killAt)
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        await TrainAsync("models/whole", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var steps = 0;
        var killer = new SynchronousProgress(_ =>
        {
            if (++steps == killAt) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainAsync("models/killed", stop.Token, killer));
        await TrainAsync("models/killed", CancellationToken.None);
        Assert.Equal(await FileAsync("models/whole", 3), await FileAsync("models/killed", 3));
    }

    private Task TrainAsync(string prefix, CancellationToken stop, IProgress<TrainingProgress>? progress = null) =>
        new VividMedTrainer().TrainAsync(_store, TinyDataset.Version, Options, _store, prefix, progress, stop);

    private async Task<byte[]> FileAsync(string prefix, int stage) =>
        (await _store.ReadAllAsync($"{prefix}/stage{stage}/model.safetensors", cancellationToken: TestContext.Current.CancellationToken))!;

    private async Task<Dictionary<string, float[]>> WeightsAsync(string prefix, int stage) =>
        SafeTensors.Read(await FileAsync(prefix, stage)).Tensors.ToDictionary(static tensor => tensor.Key, static tensor => tensor.Value.Values);
}
