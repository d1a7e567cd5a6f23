using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>For whoever is about to take work: models can run on what was asked for, or nothing should begin.</summary>
public static class ProviderCheck
{
    /// <summary>Takes seconds at most where the provider is missing, and on a GPU what its first model would take anyway.</summary>
    /// <exception cref="ModelException"><c>provider-unavailable</c>, with the cause and what helps.</exception>
    public static void Require(ExecutionOptions options)
    {
        if (!options.Required || options.Provider == ExecutionProvider.Auto) return;
        if (ProviderTrial.WhyNot(options.Provider, options) is { } reason) throw Unavailable(options.Provider, reason);
    }

    /// <summary>Why <c>auto</c> takes the processor; null where it takes a GPU, or where something is named.</summary>
    public static string? FallbackOfAuto(ExecutionOptions options) =>
        options.Provider == ExecutionProvider.Auto ? ProviderTrial.WhyNot(ExecutionProvider.Cuda, options) : null;

    internal static ModelException Unavailable(ExecutionProvider provider, string reason) =>
        new("provider-unavailable", $"models cannot run on {SessionProvider.Name(provider)} here: {reason}");
}
