using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>Says in one line what ONNX Runtime's words about a device come down to, and what helps.</summary>
internal static partial class ProviderFailure
{
    public const string NotBuiltIn = "this build has ONNX Runtime for the CPU alone; build it with -p:OnnxRuntime=gpu, or take --provider cpu";

    private const string PathOfLibraries = "and let LD_LIBRARY_PATH name the folder of its libraries";
    private const string Toolkit = $"install the CUDA toolkit (https://developer.nvidia.com/cuda-downloads) {PathOfLibraries}";
    private const string Cudnn = $"install cuDNN (https://developer.nvidia.com/cudnn-downloads) {PathOfLibraries}";
    private const string Tensorrt = $"install TensorRT (https://developer.nvidia.com/tensorrt) {PathOfLibraries}";
    private const string Driver = "install NVIDIA's driver (https://www.nvidia.com/drivers), pass the GPU into the container if this is one, and see that nvidia-smi lists it";

    private static readonly (string Part, string Cure)[] Libraries =
    [
        ("libcuda.", Driver), ("nvcuda", Driver), ("cudnn", Cudnn), ("nvinfer", Tensorrt), ("nvonnxparser", Tensorrt),
        ("cublas", Toolkit), ("cudart", Toolkit), ("cufft", Toolkit), ("curand", Toolkit), ("nvrtc", Toolkit),
    ];

    /// <summary>Whether this is what the runtime throws where a provider, or a library that it needs, cannot be had.</summary>
    public static bool IsOne(Exception error) => error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException;

    /// <returns>The cause, then what helps.</returns>
    public static string Explain(ExecutionProvider provider, string message)
    {
        if (MissingLibrary().Match(message) is { Success: true, Groups: var missing })
        {
            var library = missing["library"].Value;
            return $"{library} is missing; {Needs(provider)}: {Array.Find(
                Libraries, known => library.Contains(known.Part, StringComparison.Ordinal)).Cure
                ?? "install what brings it"}";
        }

        if (DeviceError().Match(message) is { Success: true, Groups: var device })
        {
            return $"{device["text"].Value}; {Needs(provider)}: {Driver}";
        }

        if (message.Contains("cuDNN is", StringComparison.Ordinal)) return $"cuDNN was not found; {Needs(provider)}: {Cudnn}";
        return $"{Whitespace().Replace(Preamble().Replace(message, ""), " ").Trim()}; {Needs(provider)}";
    }

    /// <summary>What the CUDA build of this release is linked against; a plug-in may have been built for others.</summary>
    private static string Needs(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Plugin => "see what the plug-in was built for",
        ExecutionProvider.Tensorrt => $"OnnxRuntime.Gpu {OrtEnv.Instance().GetVersionString()} needs TensorRT 10, CUDA 13, cuDNN 9 and a driver of 580 or newer",
        _ => $"OnnxRuntime.Gpu {OrtEnv.Instance().GetVersionString()} needs CUDA 13, cuDNN 9 and a driver of 580 or newer",
    };

    /// <summary>As the loaders of Linux and of ONNX Runtime on Windows say it.</summary>
    [GeneratedRegex(@"(?<library>lib[\w.+-]+): cannot open shared object file|""(?<library>[\w.+-]+\.dll)"" which is missing", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MissingLibrary();

    /// <summary>What follows the text is of no use to a reader and names the host.</summary>
    [GeneratedRegex(@"(?<text>CUDA failure \d+: [^;]*[^; ])", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DeviceError();

    /// <summary>Codes, and places in the runtime's own sources, up to its message.</summary>
    [GeneratedRegex(@"^(\[ErrorCode:\w+\]\s*)?(.*\[ONNXRuntimeError\] : \d+ : \w+ : )?", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Whitespace();
}
