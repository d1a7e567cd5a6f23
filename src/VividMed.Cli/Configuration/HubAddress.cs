namespace VividMed.Cli.Configuration;

/// <summary>The two ways to name a hub: an address, or the connection string of Azure Durable Task Scheduler.</summary>
internal static class HubAddress
{
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>Whether a text is a connection string and no address, however well formed.</summary>
    public static bool IsScheduler(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var first && !text[..first].Contains("://", StringComparison.Ordinal);
}
