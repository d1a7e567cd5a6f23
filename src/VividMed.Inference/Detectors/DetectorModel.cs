using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Models;
using VividMed.Inference.Preparation;
using VividMed.Taxonomy;

namespace VividMed.Inference.Detectors;

/// <summary>An open detector. Thread-safe; one instance serves a whole process.</summary>
public sealed class DetectorModel : RadiographModel
{
    private readonly DetectionDecoding _decoding;
    private readonly Dictionary<int, ModelLabel> _labels;

    private DetectorModel(ModelSession session)
        : base(session, session.Manifest.Detection!.OutputRoles)
    {
        _decoding = Manifest.Detection!;
        _labels = Manifest.Labels.Select((label, i) => (Manifest.IndexOf(i), label)).ToDictionary();
    }

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>,
    /// <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static DetectorModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        RequireKind(manifest);
        return Open(manifest, options, static session =>
        {
            var model = new DetectorModel(session);
            model.ExpectContract(session);
            return model;
        });
    }

    /// <summary>What a manifest alone tells of whether it can be opened as one.</summary>
    /// <exception cref="ModelException"><c>wrong-kind</c>.</exception>
    public static void RequireKind(ModelManifest manifest)
    {
        if (manifest.Kind != ModelKind.Detector)
        {
            throw new ModelException("wrong-kind", $"model {manifest.Id} is a {manifest.Kind}, not a detector: 'vividmed models list' shows what each is");
        }
    }

    /// <summary>
    /// Finds what the manifest's labels name. Images are taken in batches; the results are in the order of the images, best score first.
    /// </summary>
    /// <exception cref="ModelException"><c>run-failed</c>.</exception>
    public IReadOnlyList<IReadOnlyList<DetectedBox>> DetectPrepared(
        IReadOnlyList<PreparedRadiograph> images, CancellationToken cancellationToken) =>
        Run(images, Read, cancellationToken);

    /// <summary>Prepares and searches the images.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<IReadOnlyList<DetectedBox>> Detect(IReadOnlyList<GrayImage> images, CancellationToken cancellationToken)
    {
        var results = new List<IReadOnlyList<DetectedBox>>(images.Count);
        foreach (var batch in images.Chunk(BatchSize))
        {
            var prepared = new List<PreparedRadiograph>(batch.Length);
            try
            {
                foreach (var image in batch) prepared.Add(Prepare(image));
                results.AddRange(DetectPrepared(prepared, cancellationToken));
            }
            finally
            {
                prepared.ForEach(static image => image.Dispose());
            }
        }

        return results;
    }

    private void ExpectContract(ModelSession session)
    {
        var classes = Manifest.ClassCount;
        ExpectInputs();
        switch (_decoding.Format)
        {
            case DetectionFormat.Yolo:
                session.ExpectOutput("predictions", ElementKind.Real, Shape(4 + classes, -1));
                break;
            case DetectionFormat.YoloObjectness or DetectionFormat.Yolox:
                session.ExpectOutput("predictions", ElementKind.Real, Shape(-1, 5 + classes));
                break;
            case DetectionFormat.Decoded:
                session.ExpectOutput("boxes", ElementKind.Real, Shape(-1, 4));
                session.ExpectOutput("scores", ElementKind.Real, Shape(-1));
                session.ExpectOutput("labels", ElementKind.Whole, Shape(-1));
                break;
            default:
                session.ExpectOutput("boxes", ElementKind.Real, Shape(-1, 4));
                session.ExpectOutput(
                    "logits", ElementKind.Real, Shape(-1, _decoding.Format == DetectionFormat.DetrRaw ? classes : classes + 1));
                break;
        }
    }

    private int[] Shape(params ReadOnlySpan<int> axes) => _decoding.Batched == false ? axes.ToArray() : [-1, .. axes];

    private IReadOnlyList<DetectedBox> Read(IReadOnlyList<OutputTensor> outputs, int image, RadiographFrame frame)
    {
        var found = DetectionSelection.Select(Decode(outputs, image), _decoding, index => _labels.GetValueOrDefault(index));
        return
        [
            .. found
                .Select(box => (Label: _labels[box.Label], Box: frame.ToOriginal(box.Box, _decoding.Frame, _decoding.Format), box.Score))
                .Where(found => Math.Min(found.Box.X1 - found.Box.X0, found.Box.Y1 - found.Box.Y0) >= _decoding.MinSide)
                .Select(static found => new DetectedBox(found.Label.Name, found.Label.Target, found.Label.Side, found.Box, found.Score)),
        ];
    }

    private List<RawDetection> Decode(IReadOnlyList<OutputTensor> outputs, int image)
    {
        var (classes, topK, batched) = (Manifest.ClassCount, _decoding.TopK, _decoding.Batched != false);
        var size = Manifest.Radiograph!;
        var first = outputs[0].Row(image, batched);
        return _decoding.Format switch
        {
            DetectionFormat.Yolo => YoloDecoder.Decode(first, classes, topK),
            DetectionFormat.YoloObjectness => YoloDecoder.WithObjectness(first, classes, topK),
            DetectionFormat.Yolox => YoloDecoder.OnGrids(first, classes, topK, size.Width, size.Height, _decoding.GridStrides),
            DetectionFormat.DetrRaw => DetrDecoder.Raw(outputs[1].Row(image, batched), first, classes, topK),
            DetectionFormat.DetrSoftmax => DetrDecoder.Softmax(outputs[1].Row(image, batched), first, classes, topK),
            _ => DetrDecoder.Decoded(outputs[2].WholeRow(image, batched), first, outputs[1].Row(image, batched), classes, topK),
        };
    }
}

/// <summary>A finding on a radiograph. Box is in pixels of the original image; Score is 0..1.</summary>
public sealed record DetectedBox(string Label, string Target, Side Side, Box Box, double Score);
