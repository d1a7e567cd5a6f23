using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace VividMed.Shards;

/// <summary>
/// Opens a store by its address: a folder (<c>/data/out</c>, <c>file:///data/out</c>), a container or a folder in it
/// (<c>https://account.blob.core.windows.net/container/prefix</c>, signed in by the environment or by a SAS in the query), or
/// a storage connection string with the additional part <c>Container=name/prefix</c> (default <c>vividmed</c>).
/// </summary>
public static class BlobStoreFactory
{
    private const string DefaultContainer = "vividmed";
    private const string EmulatorAccount = "devstoreaccount1";

    // The emulator's published development key: the same on every machine, no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The store; <c>bad-store-address</c> where the address is none of these. Nothing is contacted yet.</summary>
    public static IBlobStore Open(string address, TokenCredential? credential = null)
    {
        if (string.IsNullOrWhiteSpace(address)) throw Refused("is empty");
        if (IsConnectionString(address)) return FromConnectionString(address);
        if (address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return new LocalBlobStore(PathOf(address));
        if (!address.Contains("://", StringComparison.Ordinal)) return new LocalBlobStore(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw Refused("is not a URL");
        if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) return FromUri(uri, credential);
        throw Refused($"has the scheme {uri.Scheme}; use https, a connection string or a folder");
    }

    private static AzureBlobStore FromUri(Uri uri, TokenCredential? credential)
    {
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var emulated = IsEmulator(uri) && parts.Length > 0 && parts[0] == EmulatorAccount;
        var account = emulated ? 1 : 0;
        if (parts.Length <= account) throw Refused("names no container");

        var container = new UriBuilder(uri) { Path = string.Join('/', parts[..(account + 1)]) }.Uri;
        var options = OptionsFor(uri);
        var client = uri.Query.Contains("sig=", StringComparison.Ordinal) ? new BlobContainerClient(container, options)
            : emulated ? new BlobContainerClient(container, new StorageSharedKeyCredential(EmulatorAccount, EmulatorKey), options)
            : new BlobContainerClient(container, credential ?? new DefaultAzureCredential(), options);
        return new AzureBlobStore(client, BlobName.CheckPrefix(string.Join('/', parts[(account + 1)..].Select(Uri.UnescapeDataString))));
    }

    private static AzureBlobStore FromConnectionString(string address)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = address };
            var place = parts.TryGetValue("Container", out var value) ? ((string)value).Split('/', 2) : [DefaultContainer];
            var connection = string.Join(';', address.Split(';').Where(static part => !part.TrimStart().StartsWith("Container=", StringComparison.OrdinalIgnoreCase)));
            var endpoint = new BlobServiceClient(connection).Uri;
            return new AzureBlobStore(
                new BlobContainerClient(connection, place[0], OptionsFor(endpoint)),
                place.Length > 1 ? BlobName.CheckPrefix(place[1]) : "");
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            throw Refused("is a connection string that does not parse"); // its text holds the key: neither quoted nor chained
        }
    }

    /// <summary>The emulator lags behind the service's API versions, so it alone is spoken to in the newest one that it knows.</summary>
    private static BlobClientOptions OptionsFor(Uri endpoint) =>
        IsEmulator(endpoint) ? new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06) : new BlobClientOptions();

    private static bool IsEmulator(Uri endpoint) =>
        endpoint.IsLoopback || endpoint.AbsolutePath.StartsWith("/" + EmulatorAccount, StringComparison.Ordinal);

    private static bool IsConnectionString(string address) =>
        address.Contains("AccountName=", StringComparison.OrdinalIgnoreCase)
        || address.Contains("BlobEndpoint=", StringComparison.OrdinalIgnoreCase)
        || address.Contains("UseDevelopmentStorage=", StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string address) =>
        address.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? new Uri(address).LocalPath : address["file:".Length..];

    private static ShardException Refused(string why) => new("bad-store-address", $"The store's address {why}.");
}
