using Azure.Core;

namespace VividMed.DurableTask;

/// <summary>Which payloads leave the messages, and where they go if no <see cref="PayloadStore"/> is registered.</summary>
public sealed class LargePayloadStorageOptions
{
    private const int LargestThreshold = 1024 * 1024;

    private int _thresholdBytes = 256 * 1024;

    /// <summary>Payloads of more UTF-8 bytes than this are stored apart; at most 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or more than 1 MiB.</exception>
    public int ThresholdBytes
    {
        get => _thresholdBytes;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestThreshold);
            _thresholdBytes = value;
        }
    }

    /// <summary>A larger payload is refused before anything is stored or sent.</summary>
    public int MaxPayloadBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Of the Azure storage account that takes them; empty to sign in to <see cref="AccountUri"/> instead.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The account's blob service, such as <c>https://name.blob.core.windows.net</c>.</summary>
    public Uri? AccountUri { get; set; }

    public TokenCredential? Credential { get; set; }

    /// <summary>Made with the first payload where it is missing.</summary>
    public string ContainerName { get; set; } = "durabletask-payloads";
}
