using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference;

/// <summary>Appends the wanted execution provider to a session's options, or says why not.</summary>
internal static class ProviderSelection
{
    private const string PluginName = "vividmed-cuda";
    private static readonly Lock PluginGate = new();
    private static bool _pluginRegistered;

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

    private static string? TryAppend(SessionOptions session, ExecutionProvider provider, ExecutionOptions options)
    {
        try
        {
            if (provider == ExecutionProvider.Cuda && options.PluginLibrary is { } library) return TryAppendPlugin(session, library);
            if (!OrtEnv.Instance().GetAvailableProviders().Contains($"{Name(provider)}ExecutionProvider")) return $"ONNX Runtime was built without {Name(provider)}";

            if (provider == ExecutionProvider.Cuda) session.AppendExecutionProvider_CUDA(options.Device);
            else session.AppendExecutionProvider_Tensorrt(options.Device);
            return null;
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return error.Message;
        }
    }

    private static string? TryAppendPlugin(SessionOptions session, string library)
    {
        if (!File.Exists(library)) return $"the plug-in library {library} does not exist";

        var environment = OrtEnv.Instance();
        lock (PluginGate)
        {
            if (!_pluginRegistered) environment.RegisterExecutionProviderLibrary(PluginName, library);
            _pluginRegistered = true;
        }

        var devices = environment.GetEpDevices().Where(static device => device.EpName.Contains("CUDA", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (devices.Length == 0) return $"the plug-in library {library} found no CUDA device";

        session.AppendExecutionProvider(environment, devices, new Dictionary<string, string>());
        return null;
    }

    private static ExecutionProvider RequireAllowed(ModelManifest manifest, ExecutionProvider provider) => Allows(manifest, provider)
        ? provider
        : throw new ModelException("provider-not-allowed", $"the manifest of model {manifest.Id} does not allow it to run on {Name(provider)}");

    private static bool Allows(ModelManifest manifest, ExecutionProvider provider) => manifest.Providers?.Contains(provider) ?? true;

    private static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDA",
        ExecutionProvider.Tensorrt => "Tensorrt",
        _ => "CPU",
    };
}
