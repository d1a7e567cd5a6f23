using VividMed.Inference.Execution;
using VividMed.Inference.Golden;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>Runs the graph once on noise and looks at what the shapes cannot tell: whether values are probabilities, or pixels.</summary>
internal static class DraftTrial
{
    /// <returns>The draft's manifest, with what was seen.</returns>
    public static ModelManifest Look(Draft draft, CancellationToken cancellationToken)
    {
        var manifest = draft.Manifest;
        if (manifest is not ({ Detection.Format: DetectionFormat.Yolox } or { Mask: not null, Kind: ModelKind.ClassSegmenter })) return manifest;
        using var model = ModelCheck.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu));
        var session = model.Session;
        using var inputs = GoldenTensors.Of(
            session, GoldenTensors.Shapes(manifest, session.FixedBatch ?? 1).Select(static input => (input.Role, new GoldenInput(input.Shape, Seed: 1))));
        using var outputs = session.Run(inputs.Values, [.. manifest.Outputs.Keys], 1, cancellationToken);
        return manifest.Mask is null ? Grids(draft, outputs.Values[0]) : Activation(draft, outputs.Values[0]);
    }

    private static ModelManifest Grids(Draft draft, OutputTensor predictions)
    {
        var (manifest, row) = (draft.Manifest, (int)predictions.Shape[^1]);
        var values = predictions.Floats;
        var furthest = 0f;
        for (var i = 0; i < values.Length; i += row) furthest = Math.Max(furthest, values[i]);
        if (furthest <= manifest.Radiograph!.Width / 2f)
        {
            draft.Note("detection.format", "yolox", $"no center lies beyond {furthest:F1}: they are offsets from cells, not pixels");
            return manifest;
        }

        draft.Note("detection.format", "yolo-objectness", $"centers reach {furthest:F0}: they are pixels, and the grids are applied in the graph");
        return manifest with { Detection = manifest.Detection! with { Format = DetectionFormat.YoloObjectness } };
    }

    private static ModelManifest Activation(Draft draft, OutputTensor masks)
    {
        var manifest = draft.Manifest;
        var values = masks.Floats;
        var mask = manifest.Mask!;
        foreach (var value in values)
        {
            if (value is >= 0 and <= 1) continue;
            draft.Note("mask.activation", Spelling.Of(mask.Activation), mask.Activation == MaskActivation.Softmax ? "values beyond 0..1: logits, over classes that exclude each other as in nnU-Net" : "values beyond 0..1: logits; where classes exclude each other write softmax and argmax");
            return manifest;
        }

        var exclusive = IsOne(values, manifest.ClassCount, mask.Layout);
        draft.Note("mask.activation", "none", exclusive ? "values of 0..1 whose classes add up to 1: the graph ends in a softmax, so the highest class wins" : "values of 0..1: probabilities already");
        return manifest with { Mask = mask with { Activation = MaskActivation.None, Merge = exclusive ? MaskMerge.Argmax : MaskMerge.Independent } };
    }

    /// <summary>Whether the classes of the first member's places add up to 1.</summary>
    private static bool IsOne(ReadOnlySpan<float> values, int classes, TensorLayout? layout)
    {
        if (classes < 2 || values.Length % classes != 0) return false;
        var last = layout == TensorLayout.ChannelsLast;
        var places = values.Length / classes;
        for (var place = 0; place < places; place += Math.Max(1, places / 256))
        {
            var sum = 0f;
            for (var channel = 0; channel < classes; channel++) sum += values[last ? (place * classes) + channel : (channel * places) + place];
            if (Math.Abs(sum - 1) > 1e-2f) return false;
        }

        return true;
    }
}
