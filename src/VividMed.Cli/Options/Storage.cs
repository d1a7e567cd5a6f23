using VividMed.Shards;

namespace VividMed.Cli;

/// <summary>The storage secrets of this process: of the settings and of addresses given on the command line. They never leave it.</summary>
internal static class Storage
{
    private static readonly Lazy<StorageCredentials> Known = new(static () => StorageCredentials.From(Settings.Current[KnownSettings.StorageConnection]));

    public static StorageCredentials Credentials => Known.Value;
}
