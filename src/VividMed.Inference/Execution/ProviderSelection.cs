using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>Gives a session the execution provider that its model may run on and the caller wants, or says why not.</summary>
internal static class ProviderSelection
{
    /// <returns>The effective provider and, where it is not the wanted one, the reason.</returns>
    public static (ExecutionProvider Effective, string? FallbackReason) Apply(
        SessionOptions session, ModelManifest manifest, ExecutionOptions options)
    {
        if (options.Provider == ExecutionProvider.Auto)
        {
            var why = !Allows(manifest, ExecutionProvider.Cuda) ? $"the manifest of model {manifest.Id} does not let it run on CUDA"
                : ProviderTrial.WhyNot(ExecutionProvider.Cuda, options) ?? SessionProvider.TryAppend(session, ExecutionProvider.Cuda, options);
            return why is null ? (ExecutionProvider.Cuda, null) : (RequireAllowed(manifest, ExecutionProvider.Cpu), why);
        }

        var wanted = RequireAllowed(manifest, options.Provider);
        if (wanted == ExecutionProvider.Cpu) return (wanted, null);

        if ((ProviderTrial.WhyNot(wanted, options) ?? SessionProvider.TryAppend(session, wanted, options)) is not { } reason)
        {
            return (wanted, null);
        }

        return options.Required
            ? throw ProviderCheck.Unavailable(wanted, reason)
            : (RequireAllowed(manifest, ExecutionProvider.Cpu), reason);
    }

    /// <summary>Whether a model would take memory of a GPU, told before any session is opened.</summary>
    public static bool TakesDevice(ModelManifest manifest, ExecutionOptions options) =>
        TakesDevice(options) && (options.Provider != ExecutionProvider.Auto || Allows(manifest, ExecutionProvider.Cuda));

    /// <summary>Whether models run on a GPU at all.</summary>
    public static bool TakesDevice(ExecutionOptions options) => options.Provider switch
    {
        ExecutionProvider.Cpu => false,
        ExecutionProvider.Auto => ProviderTrial.WhyNot(ExecutionProvider.Cuda, options.EachDevice[0]) is null,
        _ => true,
    };

    private static ExecutionProvider RequireAllowed(ModelManifest manifest, ExecutionProvider provider)
    {
        if (manifest.Forbidden?.FirstOrDefault(other => other.Provider == provider) is { } forbidden)
        {
            throw new ModelException(
                "provider-not-allowed",
                $"the manifest of model {manifest.Id} forbids {SessionProvider.Name(provider)}: {forbidden.Reason}");
        }

        return Allows(manifest, provider)
            ? provider
            : throw new ModelException(
                "provider-not-allowed",
                $"the manifest of model {manifest.Id} does not allow it to run on {SessionProvider.Name(provider)} (providers)");
    }

    private static bool Allows(ModelManifest manifest, ExecutionProvider provider) =>
        (manifest.Providers?.Contains(provider) ?? true) && (manifest.Forbidden?.All(other => other.Provider != provider) ?? true);
}
