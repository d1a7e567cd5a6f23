using System.Globalization;

namespace VividMed.Inference.Execution;

/// <summary>What is told to ONNX Runtime's GPU providers. Not run by this project's tests, which have no GPU.</summary>
internal static class DeviceOptions
{
    /// <summary>
    /// The arena grows by what is asked, as windows have one shape, and convolutions are tuned: 3-D networks were several times slower
    /// with cuDNN's default choice.
    /// </summary>
    public static Dictionary<string, string> Cuda(ExecutionOptions options)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = options.Device.ToString(CultureInfo.InvariantCulture),
            ["arena_extend_strategy"] = "kSameAsRequested",
            ["cudnn_conv_algo_search"] = "HEURISTIC",
        };
        if (options.DeviceMemoryGb is { } memory) keys["gpu_mem_limit"] = ((long)(memory * 1e9)).ToString(CultureInfo.InvariantCulture);
        if (options.CudaGraph) keys["enable_cuda_graph"] = "1";
        return With(keys, options);
    }

    /// <summary>Without a folder for them, engines are made anew each time: the runtime's own choice is the folder that the process is in.</summary>
    public static Dictionary<string, string> Tensorrt(ExecutionOptions options)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["device_id"] = options.Device.ToString(CultureInfo.InvariantCulture) };
        if (options.EngineCache is { } folder)
        {
            keys["trt_engine_cache_enable"] = keys["trt_timing_cache_enable"] = "1";
            keys["trt_engine_cache_path"] = keys["trt_timing_cache_path"] = folder;
        }

        return With(keys, options);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> keys, ExecutionOptions options)
    {
        foreach (var (key, value) in options.ProviderOptions) keys[key] = value;
        return keys;
    }
}
