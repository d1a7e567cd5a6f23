using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference;

/// <summary>Appends the wanted execution provider to a session's options, or says why not.</summary>
internal static class ProviderSelection
{
    /// <returns>The effective provider and, where it is not the wanted one, the reason.</returns>
    public static (ExecutionProvider Effective, string? FallbackReason) Apply(SessionOptions session, ModelManifest manifest, ExecutionOptions options)
    {
        if (options.Provider == ExecutionProvider.Auto)
        {
            return Allows(manifest, ExecutionProvider.Cuda) && TryAppend(session, ExecutionProvider.Cuda, options) is null
                ? (ExecutionProvider.Cuda, null)
                : (RequireAllowed(manifest, ExecutionProvider.Cpu), null);
        }

        var wanted = RequireAllowed(manifest, options.Provider);
        if (wanted == ExecutionProvider.Cpu) return (wanted, null);

        if (TryAppend(session, wanted, options) is not { } reason) return (wanted, null);
        if (!options.Required) return (RequireAllowed(manifest, ExecutionProvider.Cpu), reason);

        throw new ModelException(
            "provider-unavailable",
            $"model {manifest.Id} is to run on {Name(wanted)}, but {reason}; this build offers {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}");
    }

    /// <summary>Whether a model would take memory of a GPU, told before any session is opened.</summary>
    public static bool TakesDevice(ModelManifest manifest, ExecutionOptions options) =>
        TakesDevice(options) && (options.Provider != ExecutionProvider.Auto || Allows(manifest, ExecutionProvider.Cuda));

    /// <summary>Whether models run on a GPU at all.</summary>
    public static bool TakesDevice(ExecutionOptions options) => options.Provider switch
    {
        ExecutionProvider.Cpu => false,
        ExecutionProvider.Auto => IsBuiltIn(ExecutionProvider.Cuda),
        _ => true,
    };

    private static bool IsBuiltIn(ExecutionProvider provider) => OrtEnv.Instance().GetAvailableProviders().Contains($"{Name(provider)}ExecutionProvider");

    private static string? TryAppend(SessionOptions session, ExecutionProvider provider, ExecutionOptions options)
    {
        try
        {
            if (provider == ExecutionProvider.Plugin) return PluginProvider.TryAppend(session, options);
            if (!IsBuiltIn(provider)) return $"ONNX Runtime was built without {Name(provider)}";

            if (provider == ExecutionProvider.Cuda) AppendCuda(session, options);
            else AppendTensorrt(session, options);
            return null;
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return error.Message;
        }
    }

    private static void AppendCuda(SessionOptions session, ExecutionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(DeviceOptions.Cuda(options));
        session.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>TensorRT first, CUDA for the nodes that it does not take.</summary>
    private static void AppendTensorrt(SessionOptions session, ExecutionOptions options)
    {
        using var tensorrt = new OrtTensorRTProviderOptions();
        tensorrt.UpdateOptions(DeviceOptions.Tensorrt(options));
        session.AppendExecutionProvider_Tensorrt(tensorrt);
        AppendCuda(session, options with { ProviderOptions = new Dictionary<string, string>() });
    }

    private static ExecutionProvider RequireAllowed(ModelManifest manifest, ExecutionProvider provider)
    {
        if (manifest.Forbidden?.FirstOrDefault(other => other.Provider == provider) is { } forbidden)
        {
            throw new ModelException("provider-not-allowed", $"the manifest of model {manifest.Id} forbids {Name(provider)}: {forbidden.Reason}");
        }

        return Allows(manifest, provider)
            ? provider
            : throw new ModelException("provider-not-allowed", $"the manifest of model {manifest.Id} does not allow it to run on {Name(provider)} (providers)");
    }

    private static bool Allows(ModelManifest manifest, ExecutionProvider provider) =>
        (manifest.Providers?.Contains(provider) ?? true) && (manifest.Forbidden?.All(other => other.Provider != provider) ?? true);

    private static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDA",
        ExecutionProvider.Tensorrt => "Tensorrt",
        ExecutionProvider.Plugin => "a plug-in",
        _ => "CPU",
    };
}
