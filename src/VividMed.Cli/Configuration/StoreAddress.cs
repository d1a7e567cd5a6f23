using VividMed.Storage.Stores;

namespace VividMed.Cli.Configuration;

/// <summary>Where output goes, as the user wrote it: a folder, a container's address, or a connection string.</summary>
internal static class StoreAddress
{
    public static bool IsLocal(string address) => BlobStoreFactory.FindFolder(address) is not null;

    public static string LocalPath(string address) => Path.GetFullPath(BlobStoreFactory.FindFolder(address)!);

    /// <summary>
    /// What may travel in requests and be told: an absolute path for a folder, for a container its address without a trailing slash. A key or
    /// signature stays in <see cref="ProcessSecrets.Storage"/>.
    /// </summary>
    /// <exception cref="StorageException">It is neither, or does not parse.</exception>
    public static string Normalize(string address)
    {
        if (IsLocal(address)) return LocalPath(address);
        var place = BlobStoreFactory.WithoutSecret(address, ProcessSecrets.Storage);
        BlobStoreFactory.FindContainer(place, ProcessSecrets.Storage);
        return place;
    }
}
