using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Tests.Execution;

/// <summary>The runtime's words, as it says them where something is missing, and what a reader gets.</summary>
public sealed class ProviderFailureTests
{
    private const string LoadFailed = "[ErrorCode:Fail] /onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:2043 onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() "
        + "[ONNXRuntimeError] : 1 : FAIL : Failed to load library /opt/vividmed/libonnxruntime_providers_cuda.so with error: ";

    [Theory]
    [InlineData("libcublasLt.so.13", "developer.nvidia.com/cuda-downloads")]
    [InlineData("libcudart.so.13", "developer.nvidia.com/cuda-downloads")]
    [InlineData("libcurand.so.10", "developer.nvidia.com/cuda-downloads")]
    [InlineData("libcudnn.so.9", "developer.nvidia.com/cudnn-downloads")]
    [InlineData("libcudnn_adv.so.9", "developer.nvidia.com/cudnn-downloads")]
    [InlineData("libnvinfer.so.10", "developer.nvidia.com/tensorrt")]
    [InlineData("libcuda.so.1", "nvidia-smi")]
    public void A_missing_library_is_named_with_what_the_build_needs_and_where_to_get_it(string library, string place)
    {
        var line = ProviderFailure.Explain(ExecutionProvider.Cuda, $"{LoadFailed}{library}: cannot open shared object file: No such file or directory\n");

        Assert.StartsWith($"{library} is missing; OnnxRuntime.Gpu ", line, StringComparison.Ordinal);
        Assert.Contains("needs CUDA 13, cuDNN 9", line, StringComparison.Ordinal);
        Assert.Contains(place, line, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime_src", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_a_plug_in_misses_is_named_without_a_guess_at_its_release()
    {
        var line = ProviderFailure.Explain(ExecutionProvider.Plugin, "Failed to load library /opt/ep.so with error: libcublasLt.so.12: cannot open shared object file: No such file or directory");
        Assert.StartsWith("libcublasLt.so.12 is missing; see what the plug-in was built for", line, StringComparison.Ordinal);
        Assert.DoesNotContain("13", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_of_Windows_is_named() => Assert.StartsWith(
        "cudnn64_9.dll is missing;",
        ProviderFailure.Explain(ExecutionProvider.Cuda, "Error loading \"C:\\vividmed\\onnxruntime_providers_cuda.dll\" which depends on \"cudnn64_9.dll\" which is missing. (Error 126)"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected")]
    [InlineData("CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version")]
    public void A_device_that_does_not_answer_points_to_the_driver_and_the_host_is_not_named(string failure)
    {
        var line = ProviderFailure.Explain(ExecutionProvider.Cuda, $"[ErrorCode:Fail] {failure} ; GPU=-1 ; hostname=reading-room-7 ; file=/onnxruntime_src/cuda_execution_provider.cc ; line=300 ; expr=cudaSetDevice(0); ");

        Assert.StartsWith($"{failure}; OnnxRuntime.Gpu ", line, StringComparison.Ordinal);
        Assert.Contains("driver of 580 or newer", line, StringComparison.Ordinal);
        Assert.DoesNotContain("reading-room-7", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolution_without_cuDNN_points_to_it() => Assert.Contains(
        "developer.nvidia.com/cudnn-downloads",
        ProviderFailure.Explain(ExecutionProvider.Cuda, "[ErrorCode:NotImplemented] Conv: cuDNN is unavailable or disabled for CUDA Execution Provider: cuDNN library was not found"),
        StringComparison.Ordinal);

    [Fact]
    public void Other_words_stay_on_one_line_without_places_in_the_runtimes_sources() => Assert.StartsWith(
        "libonnxruntime_providers_cuda.so: undefined symbol: cudaMallocHost, version libcudart.so.13; OnnxRuntime.Gpu ",
        ProviderFailure.Explain(ExecutionProvider.Cuda, $"{LoadFailed.Replace("Failed to load library /opt/vividmed/libonnxruntime_providers_cuda.so with error: ", "", StringComparison.Ordinal)}libonnxruntime_providers_cuda.so: undefined symbol: cudaMallocHost, version libcudart.so.13\n"),
        StringComparison.Ordinal);
}
