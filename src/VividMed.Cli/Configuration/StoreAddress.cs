namespace VividMed.Cli.Configuration;

/// <summary>Where output goes, as the user wrote it: a folder, file: or https: address.</summary>
internal static class StoreAddress
{
    public static bool IsLocal(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.IsFile;

    public static string LocalPath(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : Path.GetFullPath(address);

    /// <summary>
    /// An absolute path for folders; for containers the address without a trailing slash and without a SAS, which stays in this process.
    /// </summary>
    public static string Normalize(string address)
    {
        if (address.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase))
        {
            throw new CliException("--out takes no account key: pass the container's address, such as https://account.blob.core.windows.net/container, and sign in (az login, managed identity or AZURE_* variables)");
        }

        return IsLocal(address) ? LocalPath(address) : ProcessSecrets.Storage.Take(address).TrimEnd('/');
    }
}
