using VividMed.Workflows.Orchestrations;

namespace VividMed.Dashboard.Components;

/// <summary>The addresses of the pages.</summary>
internal static class Links
{
    public static string Run(string run) => $"/runs/{Uri.EscapeDataString(run)}";

    /// <summary>
    /// Any instance of the hub, such as a partition of a run. Ids of these hold a colon, which an address may: escaped, the page's own address would be
    /// another one than its links to itself.
    /// </summary>
    public static string Instance(string id) => $"/instances/{Uri.EscapeDataString(id).Replace("%3A", ":", StringComparison.Ordinal)}";

    /// <summary>A dataset run has a page of its own.</summary>
    public static string Instance(OrchestrationMetadata instance) =>
        instance.Name == nameof(SynthesizeDataset) ? Run(instance.InstanceId) : Instance(instance.InstanceId);

    public static string Samples(string run) => $"{Run(run)}/samples";

    public static string Review(string run) => $"{Run(run)}/review";

    public static string Review(string run, int version) => FormattableString.Invariant($"{Review(run)}?version={version}");

    public static string Training(string run) => $"{Run(run)}/training";

    /// <summary>The form that trains on one of the versions of the run's dataset.</summary>
    public static string Training(string run, int version) => FormattableString.Invariant($"{Training(run)}?version={version}#train");

    /// <summary>A model that was trained on the run's dataset.</summary>
    public static string Model(string run, string model) => $"{Training(run)}/{Uri.EscapeDataString(model)}";

    /// <summary>The versions of the dataset in a store.</summary>
    public static string Versions(string store) => $"/datasets/versions?store={Uri.EscapeDataString(store)}";

    public static string Quality(string store, int version) => FormattableString.Invariant($"/datasets/quality?store={Uri.EscapeDataString(store)}&version={version}");

    public static string Quarantine(string store) => $"/quarantine?store={Uri.EscapeDataString(store)}";
}
