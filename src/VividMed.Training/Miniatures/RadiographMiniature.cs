using VividMed.Imaging;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;
using VividMed.Training.Onnx;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>A miniature on phantom radiographs: three equal channels on a padded square, normalized as ImageNet's pictures are.</summary>
internal abstract class RadiographMiniature(string id, int defaultSteps, double learningRate, double clip, double parityTolerance)
    : Miniature(id, defaultSteps, learningRate, clip, parityTolerance)
{
    protected const int Batch = 8;
    protected const int Size = 256;
    protected const string InputName = "pixel_values";

    protected static RadiographPreprocessing Preparation { get; } = new(
        Channels: 3, Size, Size,
        [new ResizeStep(ResizeMode.Longest), new DivideStep(255), new NormalizeStep([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])],
        PadValue: 0, BatchHint: 8);

    protected static Dictionary<string, string> Inputs => new() { ["image"] = InputName };

    protected static string Input(OnnxGraph graph) => graph.Input(InputName, "batch", "3", $"{Size}", $"{Size}");

    protected static (string Name, float[] Values, long[] Shape) Input(params ReadOnlySpan<GrayImage> images)
    {
        var length = 3 * Size * Size;
        var pixels = new float[images.Length * length];
        for (var i = 0; i < images.Length; i++) RadiographPreparation.Prepare(images[i], Preparation, pixels.AsSpan(i * length, length));
        return (InputName, pixels, [images.Length, 3, Size, Size]);
    }

    protected static Tensor ToTensor((string Name, float[] Values, long[] Shape) input) => tensor(input.Values).reshape(input.Shape);

    protected static Tensor Nothing() => zeros(1, 3, Size, Size);

    /// <summary>
    /// Near the network's own size, so that drawing a phantom does not cost more than learning from it; one in three is not square.
    /// </summary>
    protected static (int Width, int Height) TrainingSize(int seed) =>
        (seed % 6) switch { 0 => (272, 320), 1 => (320, 272), _ => (304, 304) };

    /// <summary>The sizes in which phantom datasets have radiographs.</summary>
    protected static (int Width, int Height) EvaluationSize(int number) =>
        (number % 5) switch { 3 => (560, 640), 4 => (640, 560), _ => (512, 512) };
}
