using VividMed.Storage.Stores;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Configuration;

/// <summary>The secrets of this process: of the settings and of addresses given on the command line. They never leave it.</summary>
internal static class ProcessSecrets
{
    private static readonly Lazy<StorageCredentials> Known = new(
        static () => StorageCredentials.From(Settings.Current[KnownSettings.StorageConnection]));

    public static StorageCredentials Storage => Known.Value;

    /// <summary>Where reports may go, whoever asks, and the key of the language model there.</summary>
    public static LlmAccess Llm =>
        new(Settings.Current.IsOn(KnownSettings.LlmAllowPublicEndpoint), Settings.Current[KnownSettings.LlmApiKey]);
}
