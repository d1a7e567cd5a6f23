using VividMed.Shards.Archives;

namespace VividMed.Dashboard.Components;

/// <summary>The addresses of the pages.</summary>
internal static class Links
{
    public static string Run(string run) => $"/runs/{Uri.EscapeDataString(run)}";

    public static string Samples(string run) => $"{Run(run)}/samples";

    public static string Picture(string run, string sample) => $"{Samples(run)}/{SampleKey.Of(sample)}.png";
}
