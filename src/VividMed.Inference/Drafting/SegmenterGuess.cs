using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>Whether a graph's output is a map of the size of its image: masks, a channel a class or prompt.</summary>
internal static class SegmenterGuess
{
    public static bool TryFill(Draft draft, GraphDescription graph, ImageGuess image)
    {
        foreach (var output in graph.Outputs)
        {
            foreach (var batched in (bool[])[true, false])
            {
                foreach (var layout in (TensorLayout[])[TensorLayout.ChannelsFirst, TensorLayout.ChannelsLast])
                {
                    if (Classes(output, image, batched, layout) is not { } classes) continue;
                    Fill(draft, image, output, batched, layout, classes);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>-1 where the axis is free; null where the shape is another.</summary>
    private static int? Classes(TensorDescription output, ImageGuess image, bool batched, TensorLayout layout)
    {
        if (output.Rank != image.Space.Count + (batched ? 2 : 1)) return null;
        int[] axes = batched ? [.. output.Shape.Skip(1)] : [.. output.Shape];
        var space = layout == TensorLayout.ChannelsLast ? axes[..^1] : axes[1..];
        var fits = space.Zip(image.Space).All(static pair => pair.First == pair.Second || pair.First < 0 || pair.Second < 0);
        return fits ? layout == TensorLayout.ChannelsLast ? axes[^1] : axes[0] : null;
    }

    private static void Fill(Draft draft, ImageGuess image, TensorDescription output, bool batched, TensorLayout layout, int classes)
    {
        var prompts = draft.Manifest.Inputs.ContainsKey("prompts");
        var exclusive = image.IsCt && !prompts;
        draft.Manifest = draft.Manifest with
        {
            Kind = prompts ? ModelKind.PromptSegmenter : ModelKind.ClassSegmenter,
            Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["masks"] = output.Name },
            Mask = new MaskDecoding(
                Threshold: 0.5, Activation: exclusive ? MaskActivation.Softmax : MaskActivation.Sigmoid,
                Merge: exclusive ? MaskMerge.Argmax : MaskMerge.Independent, Channels: prompts || classes < 0 ? null : classes)
            {
                Layout = layout == TensorLayout.ChannelsLast ? layout : null,
                Batched = batched ? null : false,
            },
        };
        draft.Note("outputs.masks", output, $"it has the image's axes {GraphTensor.Text([.. image.Space])}: a map {(prompts ? "a prompt" : "a class")}{(layout == TensorLayout.ChannelsLast ? ", classes last" : "")}");
        if (image.IsCt) PreparationGuess.Volume(draft, image);
        else PreparationGuess.Radiograph(draft, image, detection: null);
    }
}
