using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>For whoever is about to take work: models can run on what was asked for, or nothing should begin.</summary>
public static class ProviderCheck
{
    /// <summary>Takes seconds at most where the provider is missing, and on a GPU what its first model would take anyway.</summary>
    /// <exception cref="ModelException">
    /// <c>provider-unavailable</c>, with the cause and what helps; <c>engine-cache-not-writable</c>.
    /// </exception>
    public static void Require(ExecutionOptions options)
    {
        if (!options.Required || options.Provider == ExecutionProvider.Auto) return;
        if (options.Provider == ExecutionProvider.Tensorrt) EngineCache.Require(options);
        foreach (var device in options.EachDevice)
        {
            if (ProviderTrial.WhyNot(device.Provider, device) is { } reason) throw Unavailable(device.Provider, reason, options, device.Device);
        }
    }

    /// <summary>Why <c>auto</c> takes the processor; null where it takes a GPU, or where something is named.</summary>
    public static string? FallbackOfAuto(ExecutionOptions options) =>
        options.Provider == ExecutionProvider.Auto ? ProviderTrial.WhyNot(ExecutionProvider.Cuda, options.EachDevice[0]) : null;

    internal static ModelException Unavailable(ExecutionProvider provider, string reason) =>
        new("provider-unavailable", $"models cannot run on {SessionProvider.Name(provider)} here: {reason}");

    /// <summary>The same of one of several devices, which is named then.</summary>
    internal static ModelException Unavailable(ExecutionProvider provider, string reason, ExecutionOptions options, int device) =>
        Unavailable(provider, options.Devices.Count > 1 ? $"device {device}: {reason}" : reason);
}
