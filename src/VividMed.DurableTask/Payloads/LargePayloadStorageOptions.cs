namespace VividMed.DurableTask;

/// <summary>Which payloads leave the messages.</summary>
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
}
