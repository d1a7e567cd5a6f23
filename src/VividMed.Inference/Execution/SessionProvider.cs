using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>How a session is given the provider that it is to run on.</summary>
internal static class SessionProvider
{
    /// <returns>Why it cannot be and what helps, or null.</returns>
    public static string? TryAppend(SessionOptions session, ExecutionProvider provider, ExecutionOptions options)
    {
        try
        {
            if (provider == ExecutionProvider.Plugin) return PluginProvider.TryAppend(session, options);
            if (!IsBuiltIn(provider)) return ProviderFailure.NotBuiltIn;

            if (provider == ExecutionProvider.Cuda) AppendCuda(session, options);
            else AppendTensorrt(session, options);
            return null;
        }
        catch (Exception error) when (ProviderFailure.IsOne(error))
        {
            return ProviderFailure.Explain(provider, error.Message);
        }
    }

    public static bool IsBuiltIn(ExecutionProvider provider) => OrtEnv.Instance().GetAvailableProviders().Contains(provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.Tensorrt => "TensorrtExecutionProvider",
        _ => "CPUExecutionProvider",
    });

    public static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDA",
        ExecutionProvider.Tensorrt => "TensorRT",
        ExecutionProvider.Plugin => "a plug-in",
        _ => "CPU",
    };

    private static void AppendCuda(SessionOptions session, ExecutionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(DeviceOptions.Cuda(options));
        session.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>TensorRT first, CUDA for the nodes that it does not take.</summary>
    private static void AppendTensorrt(SessionOptions session, ExecutionOptions options)
    {
        EngineCache.Require(options);
        using var tensorrt = new OrtTensorRTProviderOptions();
        tensorrt.UpdateOptions(DeviceOptions.Tensorrt(options));
        session.AppendExecutionProvider_Tensorrt(tensorrt);
        AppendCuda(session, options with { ProviderOptions = new Dictionary<string, string>() });
    }
}
