using VividMed.Storage.Stores;

namespace VividMed.Cli.Configuration;

/// <summary>
/// Where a dataset lies, as the user wrote it: a folder, a container's address, or a connection string with Container=name/prefix.
/// </summary>
internal static class DatasetRoot
{
    /// <summary>An absolute path or an address without any secret; the secret stays in <see cref="ProcessSecrets.Storage"/>.</summary>
    public static string Resolve(string root)
    {
        if (BlobStoreFactory.FindFolder(root) is { } folder)
        {
            return Directory.Exists(folder)
                ? Path.GetFullPath(folder)
                : throw new CliException($"{root}: there is no such folder; --root takes the dataset's folder or container (vividmed phantom makes one to try)") { Code = "folder-missing" };
        }

        if (StorageCredentials.IsConnectionString(root) && !root.Contains("Container=", StringComparison.OrdinalIgnoreCase))
        {
            throw CliException.WrongCall("--root is a connection string that names no container: add ;Container=name or ;Container=name/folder to it");
        }

        return ProcessSecrets.Storage.Take(root).TrimEnd('/');
    }
}
