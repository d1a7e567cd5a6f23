using System.Collections.Concurrent;
using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace VividMed.Storage.Stores;

/// <summary>
/// The secrets of storage accounts, kept apart from their addresses so that only the addresses travel: in requests, histories, manifests
/// and logs. Without any, callers sign in as their environment lets them (az login, managed identity, AZURE_* variables).
/// </summary>
public sealed class StorageCredentials(TokenCredential? token = null)
{
    /// <summary>The variable that Azure's own command line reads too.</summary>
    public const string ConnectionVariable = "AZURE_STORAGE_CONNECTION_STRING";

    private const string EmulatorAccount = "devstoreaccount1";

    // The emulator's published development key: the same on every machine, no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly HashSet<string> KeysOfAccounts = new(StringComparer.OrdinalIgnoreCase)
    {
        "DefaultEndpointsProtocol", "AccountName", "AccountKey", "EndpointSuffix", "SharedAccessSignature", "UseDevelopmentStorage", "DevelopmentStorageProxyUri",
        "BlobEndpoint", "QueueEndpoint", "TableEndpoint", "FileEndpoint", "BlobSecondaryEndpoint", "QueueSecondaryEndpoint", "TableSecondaryEndpoint", "FileSecondaryEndpoint",
    };

    private readonly ConcurrentDictionary<string, string> _connections = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _signatures = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<TokenCredential> _token = new(() => token ?? new DefaultAzureCredential());

    /// <summary>Those of a connection string, such as the one of <see cref="ConnectionVariable"/>; null or empty for none.</summary>
    /// <exception cref="StorageException"><c>bad-store-address</c>: it does not parse. Its text is not repeated.</exception>
    public static StorageCredentials From(string? connectionString)
    {
        var credentials = new StorageCredentials();
        if (!string.IsNullOrWhiteSpace(connectionString)) credentials.Take(connectionString);
        return credentials;
    }

    /// <summary>Whether the address holds a secret, or is a connection string, and so must not travel as it is.</summary>
    public static bool IsSecret(string address) => IsConnectionString(address) || IsSigned(address);

    /// <summary>
    /// Keeps the secret of a connection string (with <c>Container=name/prefix</c>) or of a URL with a SAS, and gives the address without
    /// it.
    /// </summary>
    /// <param name="container">The container of a connection string that names none.</param>
    /// <exception cref="StorageException"><c>bad-store-address</c>: it does not parse. Its text is not repeated.</exception>
    public string Take(string address, string? container = null)
    {
        if (IsConnectionString(address)) return TakeConnection(address, container);
        if (!IsSigned(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri)) return address;
        _signatures[ContainerOf(uri)] = uri.Query;
        return new UriBuilder(uri) { Query = "" }.Uri.ToString().TrimEnd('/');
    }

    /// <summary>A client of a container by its URL, with what is known of its account.</summary>
    internal BlobContainerClient Connect(Uri container, string query)
    {
        var options = OptionsFor(container);
        if (IsSigned(query)) return new BlobContainerClient(container, options);
        if (_signatures.TryGetValue(ContainerOf(container), out var signature))
        {
            return new BlobContainerClient(new UriBuilder(container) { Query = signature }.Uri, options);
        }

        if (_connections.TryGetValue(AccountOf(container), out var connection))
        {
            return new BlobContainerClient(connection, container.Segments[^1].Trim('/'), options);
        }

        return IsEmulator(container) && container.Segments.Length > 1 && container.Segments[1].Trim('/') == EmulatorAccount
            ? new BlobContainerClient(container, new StorageSharedKeyCredential(EmulatorAccount, EmulatorKey), options)
            : new BlobContainerClient(container, _token.Value, options);
    }

    /// <summary>Whether it is made of <c>Key=value</c> parts, in any order, of which at least one is a storage account's.</summary>
    public static bool IsConnectionString(string address) =>
        address.Split(';').Any(static part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && KeysOfAccounts.Contains(part[..end].Trim()));

    /// <summary>How many segments of the path name the account: the emulator's has one, a host of its own none.</summary>
    internal static int AccountSegments(Uri uri) => IsEmulator(uri) ? 1 : 0;

    private static bool IsSigned(string address) => address.Contains("sig=", StringComparison.OrdinalIgnoreCase);

    private string TakeConnection(string address, string? container)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = address };
            var place = parts.TryGetValue("Container", out var value) ? "/" + (string)value : container is null ? "" : "/" + container;
            var connection = string.Join(
                ';',
                address.Split(';', StringSplitOptions.TrimEntries).Where(static part => !part.StartsWith("Container=", StringComparison.OrdinalIgnoreCase)));
            var account = new BlobServiceClient(connection).Uri;
            _connections[account.GetLeftPart(UriPartial.Path).TrimEnd('/')] = connection;
            return account.GetLeftPart(UriPartial.Path).TrimEnd('/') + place;
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            // Its text holds the key: neither quoted nor chained.
            throw new StorageException("bad-store-address", "The store's address is a connection string that does not parse.");
        }
    }

    private static string AccountOf(Uri container) =>
        (container.GetLeftPart(UriPartial.Authority) + string.Concat(container.Segments.Take(1 + AccountSegments(container)))).TrimEnd('/');

    private static string ContainerOf(Uri uri) =>
        (uri.GetLeftPart(UriPartial.Authority) + string.Concat(uri.Segments.Take(2 + AccountSegments(uri)))).TrimEnd('/');

    /// <summary>The emulator lags behind the service's API versions, so it alone is spoken to in the newest one that it knows.</summary>
    private static BlobClientOptions OptionsFor(Uri endpoint)
    {
        var options = IsEmulator(endpoint) ? new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06) : new BlobClientOptions();
        // Some six seconds: whoever asks says sooner that nobody answers, and an activity is tried again anyway.
        options.Retry.MaxRetries = 3;
        options.AddPolicy(new AzureFaultPolicy(), HttpPipelinePosition.PerCall);
        return options;
    }

    private static bool IsEmulator(Uri endpoint) =>
        endpoint.IsLoopback || endpoint.AbsolutePath.StartsWith("/" + EmulatorAccount, StringComparison.Ordinal);
}
