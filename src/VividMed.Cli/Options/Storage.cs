using VividMed.Shards;

namespace VividMed.Cli;

/// <summary>The storage secrets of this process: of AZURE_STORAGE_CONNECTION_STRING and of addresses given on the command line. They never leave it.</summary>
internal static class Storage
{
    public static StorageCredentials Credentials { get; } = StorageCredentials.From(Environment.GetEnvironmentVariable(StorageCredentials.ConnectionVariable));
}
