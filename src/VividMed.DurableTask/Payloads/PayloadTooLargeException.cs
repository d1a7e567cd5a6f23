namespace VividMed.DurableTask;

/// <summary>A payload exceeds <see cref="LargePayloadStorageOptions.MaxPayloadBytes"/>: pass a reference to the data instead.</summary>
public sealed class PayloadTooLargeException(long bytes, long most)
    : InvalidOperationException($"A payload of {bytes} bytes exceeds the limit of {most}: pass a reference to the data instead.");
