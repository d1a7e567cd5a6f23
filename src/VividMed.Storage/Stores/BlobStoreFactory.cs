using Azure.Storage.Blobs;

namespace VividMed.Storage.Stores;

/// <summary>
/// Opens a store by its address: a folder (<c>/data/out</c>, <c>file:///data/out</c>), a container or a folder in it
/// (<c>https://account.blob.core.windows.net/container/prefix</c>, signed in by the environment, by known credentials or by a SAS in the
/// query), or a storage connection string with the additional part <c>Container=name/prefix</c> (default <c>vividmed</c>).
/// </summary>
public static class BlobStoreFactory
{
    private const string DefaultContainer = "vividmed";

    /// <summary>The store; <c>bad-store-address</c> where the address is none of these. Nothing is contacted yet.</summary>
    public static IBlobStore Open(string address, StorageCredentials? credentials = null) =>
        FindContainer(address, credentials) is { } place
            ? new AzureBlobStore(place.Container, place.Prefix)
            : new LocalBlobStore(FindFolder(address)!);

    /// <summary>The folder that an address names, or null when it names a container; <c>bad-store-address</c> where it names neither.</summary>
    public static string? FindFolder(string address)
    {
        if (StorageCredentials.IsConnectionString(address)) return null;
        if (address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return FileFolder(address);
        return address.Contains("://", StringComparison.Ordinal) ? null : address;
    }

    /// <summary>
    /// The container that an address names, or null when it names a folder; <c>bad-store-address</c> where it is neither.
    /// </summary>
    public static BlobPlace? FindContainer(string address, StorageCredentials? credentials = null)
    {
        if (string.IsNullOrWhiteSpace(address)) throw Refused("is empty");
        if (FindFolder(address) is not null) return null;
        credentials ??= new StorageCredentials();
        if (StorageCredentials.IsConnectionString(address)) address = WithoutSecret(address, credentials);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw Refused("is not a URL");
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        {
            throw Refused($"has the scheme {uri.Scheme}; use https, a connection string or a folder");
        }

        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var account = StorageCredentials.AccountSegments(uri);
        if (parts.Length <= account) throw Refused("names no container");
        var container = new UriBuilder(uri) { Path = string.Join('/', parts[..(account + 1)]) }.Uri;
        var prefix = BlobName.CheckPrefix(string.Join('/', parts[(account + 1)..].Select(Uri.UnescapeDataString)));
        return new BlobPlace(credentials.Connect(container, uri.Query), prefix.Length == 0 ? "" : prefix + '/');
    }

    /// <summary>The same place as an address that may travel: what is secret in it stays with the credentials.</summary>
    public static string WithoutSecret(string address, StorageCredentials credentials) => credentials.Take(address, DefaultContainer).TrimEnd('/');

    private static string FileFolder(string address)
    {
        var path = address["file:".Length..];
        if (!path.StartsWith("//", StringComparison.Ordinal)) return path.Length > 0 ? path : throw Refused("names no folder");
        // With a slash too few the folder's first name reads as that of a host.
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length == 0 && path.Length > "//".Length
            ? uri.LocalPath
            : throw Refused("names a host or no folder; write file:///data/out");
    }

    private static StorageException Refused(string why) => new("bad-store-address", $"The store's address {why}.");
}

/// <summary>A container and where names begin in it: a prefix that is empty or ends in '/'.</summary>
public sealed record BlobPlace(BlobContainerClient Container, string Prefix);
