using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>Which detection format a graph's outputs have.</summary>
internal static class DetectorGuess
{
    /// <summary>What detectors publish as their defaults.</summary>
    private const double Suppression = 0.45;

    /// <returns>False where the outputs are no detector's.</returns>
    public static bool TryFill(Draft draft, GraphDescription graph, ImageGuess image)
    {
        var boxes = graph.Output(static output => output.IsReal && output.Rank is 2 or 3 && output.Last == 4)
            ?? graph.Output(static output => output.IsReal && output.Rank is 2 or 3 && output.Last == -1 && output.Says("box"));
        return boxes is not null
            ? WithBoxes(draft, graph, image, boxes)
            : graph.Output(static output => output.IsReal && output.Rank == 3) is { } predictions && Yolo(draft, image, predictions);
    }

    private static bool WithBoxes(Draft draft, GraphDescription graph, ImageGuess image, TensorDescription boxes)
    {
        var others = graph.Outputs.Where(output => output != boxes).ToList();
        var batched = boxes.Rank == 3;
        var flat = others.Where(output => output.Rank == boxes.Rank - 1).ToList();
        var labels = flat.Find(static output => output.IsWhole) ?? flat.Find(static output => output.Says("label", "class", "cls"));
        var scores = flat.Find(output => output != labels && output.IsReal);
        if (labels is not null && scores is not null)
        {
            var sized = draft.Manifest.Inputs.ContainsKey("sizes");
            Outputs(draft, ("labels", labels), ("boxes", boxes), ("scores", scores));
            Finish(
                draft, image, new DetectionDecoding(DetectionFormat.Decoded, sized ? BoxFrame.Original : BoxFrame.Padded, TopK: 300, ScoreThreshold: 0.3) { Batched = batched ? null : false },
                sized ? "labels, boxes and scores, and the original's size goes in: boxes are in its pixels" : "labels, boxes and scores: boxes are taken to be in pixels of what the graph sees");
            return true;
        }

        if (others.Find(output => output.IsReal && output.Rank == boxes.Rank) is not { } logits) return false;
        var masked = draft.Manifest.Inputs.ContainsKey("mask");
        Outputs(draft, ("logits", logits), ("boxes", boxes));
        Finish(
            draft, image, new DetectionDecoding(DetectionFormat.DetrRaw, masked ? BoxFrame.Unpadded : BoxFrame.Padded, TopK: 300, ScoreThreshold: 0.3)
            {
                Classes = logits.Last > 0 ? logits.Last : null,
                Batched = batched ? null : false,
            },
            "boxes beside logits: a DETR with a sigmoid a class; one whose last class means no object is detr-softmax, with a class less");
        return true;
    }

    private static bool Yolo(Draft draft, ImageGuess image, TensorDescription predictions)
    {
        var (rows, columns) = (predictions.Shape[1], predictions.Shape[2]);
        var cells = Cells(image);
        if (rows > 4 && (columns > rows || columns < 0))
        {
            Outputs(draft, ("predictions", predictions));
            Finish(draft, image, Decoding(DetectionFormat.Yolo, rows - 4), $"rows of 4 + {rows - 4} values over {Count(columns)} places, as Ultralytics exports it");
            return true;
        }

        if (columns <= 5 || (rows <= columns && rows >= 0)) return false;
        Outputs(draft, ("predictions", predictions));
        var grids = rows == cells && cells > 0;
        Finish(
            draft, image, Decoding(grids ? DetectionFormat.Yolox : DetectionFormat.YoloObjectness, columns - 5),
            grids
                ? $"{rows} places of 5 + {columns - 5} values: a place a cell of the grids of 8, 16 and 32 pixels, as YOLOX has it"
                : $"{Count(rows)} places of 5 + {columns - 5} values{(rows == 3 * cells && cells > 0 ? ": three a cell of the grids of 8, 16 and 32 pixels" : "")}, as YOLOv5 and v7 have it");
        return true;

        static string Count(int n) => n < 0 ? "a free number of" : $"{n}";
    }

    private static int Cells(ImageGuess image) =>
        image.Space.All(static n => n > 0) ? ((int[])[8, 16, 32]).Sum(stride => image.Space[0] / stride * (image.Space[1] / stride)) : 0;

    private static DetectionDecoding Decoding(DetectionFormat format, int classes) =>
        new(format, BoxFrame.Padded, TopK: 300, ScoreThreshold: 0.25, SuppressionIoU: Suppression, Classes: classes);

    private static void Outputs(Draft draft, params ReadOnlySpan<(string Role, TensorDescription Tensor)> outputs)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (role, tensor) in outputs)
        {
            roles[role] = tensor.Name;
            draft.Note($"outputs.{role}", tensor, "its name and shape");
        }

        draft.Manifest = draft.Manifest with { Outputs = roles };
    }

    private static void Finish(Draft draft, ImageGuess image, DetectionDecoding decoding, string why)
    {
        draft.Manifest = draft.Manifest with { Kind = ModelKind.Detector, Detection = decoding };
        draft.Note("detection.format", Spelling.Of(decoding.Format), why);
        draft.Note("detection.frame", Spelling.Of(decoding.Frame), "as models of this format mostly have it");
        PreparationGuess.Radiograph(draft, image, decoding);
    }
}
