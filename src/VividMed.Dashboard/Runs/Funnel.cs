using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Runs;

/// <summary>The stages in the order in which studies pass them.</summary>
internal static class Funnel
{
    public static IEnumerable<(string Stage, int Count)> Of(SynthesisProgress progress) =>
    [
        ("planned", progress.Planned),
        ("tagged", progress.Tagged),
        ("localized", progress.Localized),
        ("grounded", progress.Grounded),
        ("written", progress.Written),
        ("quarantined", progress.Quarantined),
        ("excluded", progress.Excluded),
    ];
}
