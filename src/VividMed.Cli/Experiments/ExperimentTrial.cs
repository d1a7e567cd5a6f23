using VividMed.Cli.Configuration;
using VividMed.Cli.Demonstration;
using VividMed.Cli.Running;
using VividMed.Phantoms.Writing;
using VividMed.Reports.Wordings;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Training.Experiments;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Cli.Experiments;

/// <summary>Runs an experiment on given shards, or on phantoms that it makes first, and leaves its report in its folder.</summary>
internal static class ExperimentTrial
{
    public static async Task<ExperimentReport> RunAsync(ExperimentKind kind, ExperimentSetting setting, CancellationToken cancellationToken)
    {
        var taxonomy = ModelFolders.Taxonomies(setting.Models);
        var language = ReportLanguage.OfFolder(setting.Models);
        var (stores, folder) = setting.Shards.Count > 0 ? (setting.Shards, setting.Truth) : await PhantomsAsync(setting, cancellationToken);
        var truth = folder is null ? null : PhantomTruth.Load(folder);
        var sources = new List<VersionSource>();
        foreach (var shards in stores)
        {
            var store = BlobStoreFactory.Open(shards, ProcessSecrets.Storage);
            sources.Add(new VersionSource(store, DatasetLayout.Version(await VersionReader.LatestAsync(store, cancellationToken))));
        }

        Directory.CreateDirectory(setting.Out);
        var request = new ExperimentRequest(kind, sources, taxonomy, new LocalBlobStore(setting.Out), setting.Options)
        {
            Truth = truth, Language = language,
        };
        ExperimentReport report;
        await using (var progress = ExperimentView.Start())
        {
            report = await new ExperimentRunner().RunAsync(request, progress, cancellationToken);
        }

        await File.WriteAllBytesAsync(Path.Combine(setting.Out, "report.json"), report.ToBytes(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(setting.Out, "report.md"), ExperimentMarkdown.Write(report), cancellationToken);
        return report;
    }

    /// <summary>Made as the demo makes them, of seeds that no other model of the house is trained on.</summary>
    private static async Task<(IReadOnlyList<string> Stores, string? Truth)> PhantomsAsync(ExperimentSetting setting, CancellationToken cancellationToken)
    {
        var phantoms = new DemoOptions(
            Path.Combine(setting.Out, "phantoms"), setting.Models, setting.Cxr, setting.Ct, FirstSeed(setting.Options.Seed), TrainSteps: null, DashboardPort: null)
        { Mr = setting.Mr };
        if (!phantoms.Datasets.Any()) throw new CliException("there is nothing to learn from: --cxr, --ct, --mr, or --shards");
        await Demo.RunAsync(phantoms, cancellationToken);
        return ([.. phantoms.Datasets.Select(phantoms.Store)], phantoms.Phantoms);
    }

    private static int FirstSeed(int seed) => 3_000_000 + (seed * 10_000);
}
