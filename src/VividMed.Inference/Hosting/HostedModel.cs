namespace VividMed.Inference;

/// <summary>A model of a host. Leases and LastUsed are the host's to change, under its lock.</summary>
/// <param name="DeviceGb">Device memory it takes, in 10^9 bytes; null where it runs on the processor.</param>
internal sealed record HostedModel((string Digest, Type Kind) Key, double? DeviceGb, Lazy<IDisposable> Value)
{
    public int Leases { get; set; }

    /// <summary>A count that rises with every return.</summary>
    public long LastUsed { get; set; }

    public void Close()
    {
        if (Value.IsValueCreated) Value.Value.Dispose();
    }
}
