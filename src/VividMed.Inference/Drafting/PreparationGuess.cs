using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>How models of a format mostly want their images: nothing of it stands in an ONNX file, and every note says so.</summary>
internal static class PreparationGuess
{
    private const int FreeSide = 640;
    private const int FreeWindow = 96;
    private const int Batch = 8;
    private const double LetterboxGray = 114;

    private static readonly NormalizeStep ImageNet = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    public static void Radiograph(Draft draft, ImageGuess image, DetectionDecoding? detection)
    {
        var (height, width) = (Side(image.Space[0], FreeSide), Side(image.Space[1], FreeSide));
        var format = detection?.Format;
        var bytes = image.Tensor.Type == TensorElementType.UInt8;
        ResizeStep resize = format is { IsYolo: true } ? new(ResizeMode.Longest, ResizeFilter.Bilinear)
            : detection is null or { Frame: BoxFrame.Original } ? new(ResizeMode.Squash) : new(ResizeMode.Longest);
        IReadOnlyList<PreparationStep> steps = bytes || format == DetectionFormat.Yolox || detection is { Format: DetectionFormat.Decoded, Batched: false } ? [resize]
            : format is { IsYolo: true } || format == DetectionFormat.Decoded || image.Channels == 1 ? [resize, new DivideStep(255)]
            : [resize, new DivideStep(255), ImageNet];
        var gray = steps.Count == 1 ? LetterboxGray : LetterboxGray / 255;
        var one = image.FixedBatch is not null || detection?.Batched == false || draft.Manifest.Mask?.Batched == false;
        var radiograph = new RadiographPreprocessing(
            image.Channels, width, height, steps, format is { IsYolo: true } ? gray : 0, one ? image.FixedBatch ?? 1 : Batch,
            format is DetectionFormat.Yolo or DetectionFormat.YoloObjectness ? PaddingSide.Both : PaddingSide.End)
        {
            Layout = image.Layout,
            Batched = image.Batched ? null : false,
            Second = image.Second is { } second ? Second(second, image, steps) : null,
        };
        draft.Manifest = draft.Manifest with { Radiograph = radiograph };
        draft.Note("radiograph", $"{width} x {height}", image.Space.Any(static n => n < 0) ? $"the graph leaves it free: write what it was trained with" : "the graph's own");
        draft.Note("radiograph.steps", string.Join(", ", steps.Select(static step => step.Name)), "as models of this format mostly have it; no file tells: compare with the model's own code");
        draft.Note("radiograph.batchHint", radiograph.BatchHint, image.FixedBatch is null ? one ? "outputs have no batch axis" : "the graph leaves it free" : "the graph fixes it");
    }

    public static void Volume(Draft draft, ImageGuess image)
    {
        int[] space = [.. image.Space.Select(static n => Side(n, FreeWindow))];
        int[] size = image.IsVolume ? [space[2], space[1], space[0]] : [space[1], space[0], 1];
        IReadOnlyList<PreparationStep> steps = [new ResampleStep([1.5, 1.5, 1.5]), new ClipStep(-1000, 1000), new ZScoreStep()];
        var half = image.Channels / 2;
        draft.Manifest = draft.Manifest with
        {
            Volume = new VolumePreprocessing(image.Channels, VolumeAxisOrder.Zyx, steps)
            {
                Layout = image.Layout,
                Batched = image.Batched ? null : false,
                Slices = image.IsVolume ? null : new SliceStack([.. Enumerable.Range(-half, image.Channels)]),
                Second = image.Second is null ? null : new SecondVolume(image.Channels, steps),
            },
            Window = new WindowOptions(
                size, Overlap: image.IsVolume ? 0.5 : 0, PaddingSide.Both, PadValue: 0, BatchHint: image.FixedBatch ?? (image.IsVolume ? 1 : Batch), SigmaScale: image.IsVolume ? 0.125 : null),
        };
        draft.Note("volume.axisOrder", "zyx", "as nnU-Net and MONAI bundles mostly have it; SAT has xyz");
        if (!image.IsVolume) draft.Note("volume.slices", $"{image.Channels} slices, {-half} to {image.Channels - 1 - half}", "an axis less than a volume has: its channels are taken to be neighboring slices");
        draft.Note("volume.steps", string.Join(", ", steps.Select(static step => step.Name)), "an example; no file tells: take spacing, clip range and normalization from the model's own code");
        draft.Note("window.size", string.Join(" x ", size), image.Space.Any(static n => n < 0) ? "the graph leaves it free: write what it was trained with" : "the graph's own");
    }

    private static SecondRadiograph Second(TensorDescription tensor, ImageGuess image, IReadOnlyList<PreparationStep> steps)
    {
        var last = image.Layout == TensorLayout.ChannelsLast;
        int[] axes = image.Batched ? [.. tensor.Shape.Skip(1)] : [.. tensor.Shape];
        var (channels, height, width) = last ? (axes[2], axes[0], axes[1]) : (axes[0], axes[1], axes[2]);
        if (channels < 0) channels = image.Channels;
        var own = channels == image.Channels ? steps : [.. steps.Where(static step => step is not NormalizeStep)];
        return new SecondRadiograph(channels, Side(width, FreeSide), Side(height, FreeSide), own);
    }

    private static int Side(int length, int otherwise) => length > 0 ? length : otherwise;
}
