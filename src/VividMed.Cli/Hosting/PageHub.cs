using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Dashboard;
using VividMed.Dashboard.Datasets;
using VividMed.Exports.Families;
using VividMed.Shards.Versions;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Hosting;

/// <summary>The hub that a page shows, and what this process lends the page beside it.</summary>
internal sealed record PageHub(DurableTaskClient Client, UnservedWorkReader Unserved, HubInspection Inspection)
{
    public DashboardOptions Options(PagePlace place, int port, bool remote = false) => new(Client, Unserved, port, remote)
    {
        Credentials = ProcessSecrets.Storage,
        Find = Inspection.FindAsync,
        Hub = Inspection.DescribeAsync,
        Desk = new PageDesk(Client, TimeProvider.System).Open(place.Output),
        Quality = static async (store, version, cancellationToken) => await QualitySource.PageAsync(
            store, await DatasetManifest.LoadAsync(store, version, cancellationToken), progress: null, cancellationToken),
        Exports = new ExportOffer(ExportFamilies.Names),
        Explain = UserError.Explain,
        StateFolder = place.StateFolder,
        Program =
        [
            ("program", $"vividmed {PipelineEnvironment.CodeVersion}"),
            ("hub", place.Hub),
            ("state", place.StateFolder ?? "kept elsewhere: no audit log is written here"),
            ("models", Path.GetFullPath(Settings.Current[KnownSettings.Models]!)),
        ],
    };
}

/// <summary>Where a hub's runs write and its state lies.</summary>
/// <param name="Hub">What the hub is called; it holds no secret.</param>
/// <param name="Output">Where runs write unless somebody says otherwise; null where that is not known.</param>
/// <param name="StateFolder">Null for a hub that keeps its state elsewhere.</param>
internal sealed record PagePlace(string Hub, string? Output, string? StateFolder)
{
    public static PagePlace Of(string stateFile, string? output) => new(stateFile, output, Path.GetDirectoryName(stateFile));
}
