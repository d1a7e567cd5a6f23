using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Graphs;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>A model that was hardly trained, calibrated by hand, and its export.</summary>
public sealed class HardlyTrainedExport : IAsyncLifetime
{
    public const string Model = "models/a";
    public const string Target = "opacity";
    public const double Threshold = -1.5;

    private readonly TemporaryFolder _folder = new();

    public HardlyTrainedExport() => Store = new LocalBlobStore(_folder.Root);

    public LocalBlobStore Store { get; }

    public string Folder => _folder.Path("out");

    public async ValueTask InitializeAsync()
    {
        await TinyDataset.WriteAsync(Store, radiographs: 6, volumes: 4, heldOut: 2);
        var options = new TrainingOptions { Stages = [3], StepsPerStage = 6, Batch = 3, Network = TinyDataset.Network, EvaluationStudies = 1, Threads = 1 };
        await new VividMedTrainer().TrainAsync(Store, TinyDataset.Version, options, Store, Model);
        var own = new Dictionary<string, double> { [Target] = Threshold };
        var scale = new PresenceScale("validate", new Dictionary<string, int>(), new Dictionary<string, IReadOnlyDictionary<string, double>> { ["CXR"] = own, ["CT"] = own });
        await Store.WriteAsync($"{Model}/{PresenceScale.FileName}", scale.ToJson());
        await ExportAsync();
    }

    public Task<IReadOnlyList<ExportedGraph>> ExportAsync() => ModelExporter.ExportAsync(Store, Model, Store, "out", only: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
