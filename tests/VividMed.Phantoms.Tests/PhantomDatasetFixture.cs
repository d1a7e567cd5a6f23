using VividMed.Datasets;
using VividMed.Phantoms.Writing;
using VividMed.TestKit;

namespace VividMed.Phantoms.Tests;

/// <summary>One phantom dataset, written once for all tests of a class.</summary>
public sealed class PhantomDatasetFixture : IAsyncLifetime
{
    public const int Radiographs = 25, Scans = 12, Seed = 7;
    private readonly TemporaryFolder _folder = new();

    public PhantomTruth Truth { get; private set; } = new(0, []);

    public string Path(string relative) => _folder.Path(relative);

    public async ValueTask InitializeAsync()
    {
        await PhantomDataset.WriteAsync(_folder.Root, Radiographs, Scans, Seed);
        Truth = PhantomTruth.Load(_folder.Root);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Goes through all studies of both datasets with their truth.</summary>
    public async Task EachStudyAsync(Func<IDataset, Study, PhantomTruthStudy, Task> visit)
    {
        foreach (var name in (string[])["mimic-cxr", "ct-rate"])
        {
            var dataset = DatasetFactory.Open(name, Path(name));
            await foreach (var study in dataset.ListStudiesAsync())
            {
                await visit(dataset, study, Truth.Studies.Single(truth => truth.Dataset == name && truth.Study == study.Id));
            }
        }
    }
}
