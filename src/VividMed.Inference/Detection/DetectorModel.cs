using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>An open detector of the DETR family. Thread-safe; one instance serves a whole process.</summary>
public sealed class DetectorModel : IDisposable
{
    private readonly ModelSession _session;
    private readonly RadiographPreprocessing _preparation;
    private readonly DetectionDecoding _decoding;
    private readonly int _batch;

    private DetectorModel(ModelManifest manifest, ModelSession session, int batch)
    {
        Manifest = manifest;
        _session = session;
        _preparation = manifest.Radiograph!;
        _decoding = manifest.Detection!;
        _batch = batch;
    }

    public ModelManifest Manifest { get; }

    /// <summary>What the model really runs on; never Auto.</summary>
    public ExecutionProvider ExecutionProvider => _session.Provider;

    /// <summary>Why the wanted provider was not taken; null where it was.</summary>
    public string? FallbackReason => _session.FallbackReason;

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>, <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static DetectorModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        if (manifest.Kind != ModelKind.Detector) throw new ModelException("wrong-kind", $"model {manifest.Id} is a {manifest.Kind}, not a detector");

        var session = ModelSession.Open(manifest, options);
        try
        {
            ExpectContract(session, manifest);
            return new DetectorModel(manifest, session, Math.Max(1, options.BatchSize ?? manifest.Radiograph!.BatchHint));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Finds what the manifest's labels name. Images are taken in batches; the results are in the order of the images, best score first.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<IReadOnlyList<Detection>> Detect(IReadOnlyList<GrayImage> images, CancellationToken cancellation)
    {
        var results = new List<IReadOnlyList<Detection>>(images.Count);
        var tensor = new float[Math.Min(_batch, Math.Max(1, images.Count)) * _preparation.Channels * _preparation.Size * _preparation.Size];
        for (var start = 0; start < images.Count; start += _batch)
        {
            DetectBatch([.. images.Skip(start).Take(_batch)], tensor, results, cancellation);
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private static void ExpectContract(ModelSession session, ModelManifest manifest)
    {
        var (image, classes) = (manifest.Radiograph!, manifest.Labels.Count);
        session.ExpectNoOtherInputs();
        session.ExpectInput("image", TensorElementType.Float, -1, image.Channels, image.Size, image.Size);
        if (manifest.Inputs.ContainsKey("mask")) session.ExpectInput("mask", TensorElementType.Float, -1, image.Size, image.Size);
        if (manifest.Inputs.ContainsKey("sizes")) session.ExpectInput("sizes", TensorElementType.Int64, -1, 2);
        session.ExpectOutput("boxes", TensorElementType.Float, -1, -1, 4);
        switch (manifest.Detection!.Format)
        {
            case DetectionFormat.DetrRaw:
                session.ExpectOutput("logits", TensorElementType.Float, -1, -1, classes);
                break;
            case DetectionFormat.DetrSoftmax:
                session.ExpectOutput("logits", TensorElementType.Float, -1, -1, classes + 1);
                break;
            default:
                session.ExpectOutput("scores", TensorElementType.Float, -1, -1);
                session.ExpectOutput("labels", TensorElementType.Int64, -1, -1);
                break;
        }
    }

    private void DetectBatch(GrayImage[] images, float[] tensor, List<IReadOnlyList<Detection>> results, CancellationToken cancellation)
    {
        var (channels, size) = (_preparation.Channels, _preparation.Size);
        var frames = images.Select(image => RadiographPreparation.Frame(image, _preparation)).ToArray();
        var length = channels * size * size;
        for (var i = 0; i < images.Length; i++) RadiographPreparation.Prepare(images[i], _preparation, tensor.AsSpan(i * length, length));

        using var image = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor.AsMemory(0, images.Length * length), [images.Length, channels, size, size]);
        using var mask = Manifest.Inputs.ContainsKey("mask") ? OrtValue.CreateTensorValueFromMemory(Masks(frames), [images.Length, size, size]) : null;
        using var sizes = Manifest.Inputs.ContainsKey("sizes") ? OrtValue.CreateTensorValueFromMemory(Sizes(frames), [images.Length, 2]) : null;
        List<(string, OrtValue)> inputs = [("image", image)];
        if (mask is not null) inputs.Add(("mask", mask));
        if (sizes is not null) inputs.Add(("sizes", sizes));

        string[] outputs = _decoding.Format == DetectionFormat.Decoded ? ["boxes", "scores", "labels"] : ["boxes", "logits"];
        _session.Run(inputs, outputs, values => results.AddRange(frames.Select((frame, i) => Read(values, i, frame))), cancellation);
    }

    private IReadOnlyList<Detection> Read(IReadOnlyList<OrtValue> outputs, int image, RadiographFrame frame)
    {
        var found = Decode(outputs, image);
        return [.. DetectionSelection.Select(found, _decoding, Manifest.Labels).Select(box =>
        {
            var label = Manifest.Labels[box.Label];
            return new Detection(label.Name, label.Target, label.Side, frame.ToOriginal(box, _decoding.Frame, _decoding.Format), box.Score);
        })];
    }

    private List<RawDetection> Decode(IReadOnlyList<OrtValue> outputs, int image)
    {
        var (classes, topK) = (Manifest.Labels.Count, _decoding.TopK);
        var boxes = Row<float>(outputs[0], image);
        return _decoding.Format switch
        {
            DetectionFormat.DetrRaw => DetrDecoder.Raw(Row<float>(outputs[1], image), boxes, classes, topK),
            DetectionFormat.DetrSoftmax => DetrDecoder.Softmax(Row<float>(outputs[1], image), boxes, classes, topK),
            _ => DetrDecoder.Decoded(Row<long>(outputs[2], image), boxes, Row<float>(outputs[1], image), classes, topK),
        };
    }

    /// <summary>The part of an output that belongs to one image of the batch.</summary>
    private static ReadOnlySpan<T> Row<T>(OrtValue output, int image)
        where T : unmanaged
    {
        var all = output.GetTensorDataAsSpan<T>();
        var length = all.Length / (int)output.GetTensorTypeAndShape().Shape[0];
        return all.Slice(image * length, length);
    }

    private float[] Masks(RadiographFrame[] frames)
    {
        var size = _preparation.Size;
        var masks = new float[frames.Length * size * size];
        for (var i = 0; i < frames.Length; i++)
        {
            for (var y = 0; y < frames[i].ResizedHeight; y++) masks.AsSpan((((i * size) + y) * size), frames[i].ResizedWidth).Fill(1);
        }

        return masks;
    }

    private static long[] Sizes(RadiographFrame[] frames) => [.. frames.SelectMany(static frame => new long[] { frame.Width, frame.Height })];
}
