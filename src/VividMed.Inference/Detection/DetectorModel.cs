using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>An open detector. Thread-safe; one instance serves a whole process.</summary>
public sealed class DetectorModel : IDisposable
{
    private readonly RadiographRunner _runner;
    private readonly DetectionDecoding _decoding;
    private readonly Dictionary<int, ModelLabel> _labels;

    private DetectorModel(ModelSession session)
    {
        Manifest = session.Manifest;
        _decoding = Manifest.Detection!;
        _runner = new RadiographRunner(session, DetectionOutputs.Roles(_decoding.Format));
        _labels = Manifest.Labels.Select((label, i) => (Manifest.IndexOf(i), label)).ToDictionary();
    }

    public ModelManifest Manifest { get; }

    /// <summary>What the model really runs on; never Auto.</summary>
    public ExecutionProvider ExecutionProvider => _runner.Session.Provider;

    /// <summary>Why the wanted provider was not taken; null where it was.</summary>
    public string? FallbackReason => _runner.Session.FallbackReason;

    internal ModelSession Session => _runner.Session;

    /// <summary>Which model this is, on which provider and runtime version: what provenance keeps.</summary>
    public string Description => _runner.Session.Description;

    /// <summary>What was run so far and how long it took.</summary>
    public SessionUsage Usage => _runner.Session.Usage;

    /// <summary>Images a call.</summary>
    public int BatchSize => _runner.BatchSize;

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>, <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static DetectorModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        if (manifest.Kind != ModelKind.Detector) throw new ModelException("wrong-kind", $"model {manifest.Id} is a {manifest.Kind}, not a detector");

        return ModelSession.Open(manifest, options, static session =>
        {
            var model = new DetectorModel(session);
            model.ExpectContract(session);
            return model;
        });
    }

    /// <summary>Makes the model's tensor of a radiograph: work for the processor, done ahead of the device.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c>.</exception>
    public PreparedRadiograph Prepare(GrayImage image) => _runner.Prepare(image);

    /// <summary>Finds what the manifest's labels name. Images are taken in batches; the results are in the order of the images, best score first.</summary>
    /// <exception cref="ModelException"><c>run-failed</c>.</exception>
    public IReadOnlyList<IReadOnlyList<Detection>> DetectPrepared(IReadOnlyList<PreparedRadiograph> images, CancellationToken cancellation) =>
        _runner.Run(images, Read, cancellation);

    /// <summary>Prepares and searches the images.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<IReadOnlyList<Detection>> Detect(IReadOnlyList<GrayImage> images, CancellationToken cancellation)
    {
        var results = new List<IReadOnlyList<Detection>>(images.Count);
        foreach (var batch in images.Chunk(BatchSize))
        {
            var prepared = new List<PreparedRadiograph>(batch.Length);
            try
            {
                foreach (var image in batch) prepared.Add(Prepare(image));
                results.AddRange(DetectPrepared(prepared, cancellation));
            }
            finally
            {
                prepared.ForEach(static image => image.Dispose());
            }
        }

        return results;
    }

    public void Dispose() => _runner.Session.Dispose();

    private void ExpectContract(ModelSession session)
    {
        var classes = Manifest.ClassCount;
        _runner.ExpectInputs();
        if (_decoding.Format == DetectionFormat.Yolo)
        {
            session.ExpectOutput("predictions", TensorElementType.Float, -1, 4 + classes, -1);
            return;
        }

        session.ExpectOutput("boxes", TensorElementType.Float, -1, -1, 4);
        if (_decoding.Format == DetectionFormat.Decoded)
        {
            session.ExpectOutput("scores", TensorElementType.Float, -1, -1);
            session.ExpectOutput("labels", TensorElementType.Int64, -1, -1);
        }
        else
        {
            session.ExpectOutput("logits", TensorElementType.Float, -1, -1, _decoding.Format == DetectionFormat.DetrRaw ? classes : classes + 1);
        }
    }

    private IReadOnlyList<Detection> Read(IReadOnlyList<OrtValue> outputs, int image, RadiographFrame frame)
    {
        var found = DetectionSelection.Select(Decode(outputs, image), _decoding, index => _labels.GetValueOrDefault(index));
        return
        [
            .. found
                .Select(box => (Label: _labels[box.Label], Box: frame.ToOriginal(box, _decoding.Frame, _decoding.Format), box.Score))
                .Where(found => Math.Min(found.Box.X1 - found.Box.X0, found.Box.Y1 - found.Box.Y0) >= _decoding.MinSide)
                .Select(static found => new Detection(found.Label.Name, found.Label.Target, found.Label.Side, found.Box, found.Score)),
        ];
    }

    private List<RawDetection> Decode(IReadOnlyList<OrtValue> outputs, int image)
    {
        var (classes, topK) = (Manifest.ClassCount, _decoding.TopK);
        var first = Tensors.Row<float>(outputs[0], image);
        return _decoding.Format switch
        {
            DetectionFormat.Yolo => YoloDecoder.Decode(first, classes, topK),
            DetectionFormat.DetrRaw => DetrDecoder.Raw(Tensors.Row<float>(outputs[1], image), first, classes, topK),
            DetectionFormat.DetrSoftmax => DetrDecoder.Softmax(Tensors.Row<float>(outputs[1], image), first, classes, topK),
            _ => DetrDecoder.Decoded(Tensors.Row<long>(outputs[2], image), first, Tensors.Row<float>(outputs[1], image), classes, topK),
        };
    }
}
