using System.Buffers;
using VividMed.Imaging;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Models;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// An open class segmenter for radiographs with the contract of PSPNet and CXAS: image [B, channels, height, width] gives one mask a
/// class [B, classes, height, width]. Thread-safe; one instance serves a whole process.
/// </summary>
public sealed class RadiographSegmenterModel : RadiographModel
{
    private RadiographSegmenterModel(ModelSession session)
        : base(session, ["masks"])
    {
    }

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>,
    /// <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static RadiographSegmenterModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        RequireKind(manifest);
        var image = manifest.Radiograph!;
        return Open(manifest, options, session =>
        {
            var model = new RadiographSegmenterModel(session);
            model.ExpectInputs();
            int[] axes = ChannelOrder.Axes(manifest.ClassCount, [image.Height, image.Width], manifest.Mask!.Layout);
            session.ExpectOutput("masks", ElementKind.Map, manifest.Mask.Batched == false ? axes : [-1, .. axes]);
            return model;
        });
    }

    /// <summary>What a manifest alone tells of whether it can be opened as one.</summary>
    /// <exception cref="ModelException"><c>wrong-kind</c>.</exception>
    public static void RequireKind(ModelManifest manifest)
    {
        if (manifest is not { Kind: ModelKind.ClassSegmenter, Radiograph: not null })
        {
            throw new ModelException("wrong-kind", $"model {manifest.Id} is no class segmenter for radiographs: 'vividmed models list' shows what each is");
        }
    }

    /// <summary>
    /// Runs the model over the images in batches. Finished, each outlines every label on the original image (depth 1), in the manifest's
    /// order.
    /// </summary>
    /// <exception cref="ModelException"><c>run-failed</c>.</exception>
    public IReadOnlyList<PendingSegmentation> SegmentPrepared(
        IReadOnlyList<PreparedRadiograph> images, CancellationToken cancellationToken) =>
        Run(images, Read, cancellationToken);

    /// <summary>Prepares and segments one image.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<Segmentation> Segment(GrayImage image, CancellationToken cancellationToken)
    {
        using var prepared = Prepare(image);
        using var pending = SegmentPrepared([prepared], cancellationToken)[0];
        return pending.Finish();
    }

    private PendingSegmentation Read(IReadOnlyList<OutputTensor> outputs, int image, RadiographFrame frame)
    {
        var logits = outputs[0].Row(image, Manifest.Mask!.Batched != false);
        var plane = frame.TensorWidth * frame.TensorHeight;
        if (logits.Length != plane * Manifest.ClassCount)
        {
            throw new ModelException(
                "tensor-shape",
                $"model {Manifest.Id} gave {logits.Length} mask values an image, not {Manifest.ClassCount} x {frame.TensorHeight} x {frame.TensorWidth}");
        }

        var length = logits.Length;
        var values = ArrayPool<float>.Shared.Rent(length);
        ChannelOrder.Read(logits, values.AsSpan(0, length), Manifest.ClassCount, Manifest.Mask.Layout);
        return new PendingSegmentation(() => Masks(values, length, frame), () => ArrayPool<float>.Shared.Return(values));
    }

    private IReadOnlyList<Segmentation> Masks(float[] logits, int length, RadiographFrame frame)
    {
        var projector = new RadiographProjector(
            frame, new ProbabilityRows(logits, length, frame.TensorWidth, Manifest.ClassCount, Manifest.Mask!.Activation));
        var winners = Manifest.Mask!.Merge == MaskMerge.Argmax ? projector.Winners(Manifest.ClassCount) : null;
        return
        [
            .. Manifest.Labels.Select((label, i) =>
            {
                var channel = Manifest.IndexOf(i);
                var (mask, score) = winners is null
                    ? projector.Above(channel, label.ScoreThreshold ?? Manifest.Mask.Threshold)
                    : projector.Where(winners, channel);
                return new Segmentation(label.Target, label.Side, Clean(mask), score);
            }),
        ];
    }

    private Mask Clean(Mask mask)
    {
        var decoding = Manifest.Mask!;
        if (decoding.MinComponentShare > 0)
        {
            mask = MaskComponents.RemoveSmall(mask, (long)Math.Ceiling(decoding.MinComponentShare * mask.Length));
        }

        return decoding.KeepLargest && MaskComponents.Split(mask) is [var largest, ..] ? largest : mask;
    }
}
