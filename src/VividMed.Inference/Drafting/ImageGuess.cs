using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Inference.Drafting;

/// <summary>Which of a graph's inputs is the image, and how its axes are to be read.</summary>
/// <param name="Space">The spatial axes, slowest first: two, or three of a volume. -1 where an axis is free.</param>
/// <param name="IsCt">Whether it is a volume or slices of one.</param>
internal sealed record ImageGuess(
    TensorDescription Tensor, TensorDescription? Second, bool Batched, TensorLayout? Layout, int Channels, IReadOnlyList<int> Space, bool IsCt)
{
    private const int MostSlices = 32;

    public bool IsVolume => Space.Count == 3;

    /// <summary>The batch that the graph fixes; null where it is free.</summary>
    public int? FixedBatch => !Batched ? 1 : Tensor.Shape[0] > 0 ? Tensor.Shape[0] : null;

    /// <summary>The image with the most axes wins; null where no input looks like one.</summary>
    public static ImageGuess? Of(GraphDescription graph, Modality? modality)
    {
        var images = graph.Inputs
            .Select(input => Read(input, modality))
            .OfType<ImageGuess>()
            .OrderByDescending(static image => image.Space.Count).ThenByDescending(static image => image.Batched)
            .ThenByDescending(static image => image.Tensor.Says("image", "pixel", "input", "data"))
            .ToList();
        if (images.Count == 0) return null;
        var first = images[0];
        var second = images.Skip(1).FirstOrDefault(other => other.Tensor.Rank == first.Tensor.Rank && other.Layout == first.Layout);
        return first with { Second = second?.Tensor };
    }

    public bool Fill(Draft draft, GraphDescription graph)
    {
        draft.Note("inputs.image", Tensor, $"{(IsVolume ? "volumes" : IsCt ? "slices" : "images")} with {Channels} channel{(Channels == 1 ? "" : "s")}{(Layout == TensorLayout.ChannelsLast ? ", last" : "")}{(Batched ? "" : ", no batch axis")}");
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["image"] = Tensor.Name };
        if (Second is not null) inputs["second"] = Second.Name;
        foreach (var input in graph.Inputs.Where(input => input != Tensor && input != Second))
        {
            if (RoleOf(input) is not { } role) return false;
            inputs[role] = input.Name;
            draft.Note($"inputs.{role}", input, role == "prompts" ? "rows of a table beside a volume" : "its name and shape");
        }

        var kind = inputs.ContainsKey("prompts") ? ModelKind.PromptSegmenter : IsCt ? ModelKind.ClassSegmenter : ModelKind.Detector;
        draft.Manifest = draft.Manifest with { Inputs = inputs, Kind = kind, Modality = IsCt ? Modality.Ct : Modality.Cxr };
        return IsCt ? SegmenterGuess.TryFill(draft, graph, this) : DetectorGuess.TryFill(draft, graph, this) || SegmenterGuess.TryFill(draft, graph, this);
    }

    private string? RoleOf(TensorDescription input)
    {
        var members = Batched ? 1 : 0;
        if (IsVolume && input.IsReal && input.Rank == 2) return "prompts";
        if (!IsCt && input.Rank == 1 + members && input.Last is 2 or -1 && input.Says("size", "shape")) return "sizes";
        return !IsCt && input.Rank == 2 + members && input.Says("mask") ? "mask" : null;
    }

    private static ImageGuess? Read(TensorDescription input, Modality? modality)
    {
        if (!input.IsReal && input.Type != TensorElementType.UInt8) return null;
        int[] shape = [.. input.Shape];
        return shape.Length switch
        {
            5 when modality != Modality.Cxr => Channelled(input, shape[1..], batched: true, isCt: true),
            4 when modality == Modality.Ct => Stack(input, shape[1..]),
            4 => Channelled(input, shape[1..], batched: true, isCt: false) ?? (modality is null ? Stack(input, shape[1..]) : null),
            3 when modality != Modality.Ct && !input.Says("mask") && shape[0] != -1 => Channelled(input, shape, batched: false, isCt: false),
            _ => null,
        };
    }

    private static ImageGuess? Channelled(TensorDescription input, int[] axes, bool batched, bool isCt)
    {
        if (axes[0] is 1 or 3) return new(input, null, batched, null, axes[0], axes[1..], isCt);
        if (axes[^1] is 1 or 3) return new(input, null, batched, TensorLayout.ChannelsLast, axes[^1], axes[..^1], isCt);
        // All free: PyTorch's order, and color.
        return axes.All(static n => n < 0) ? new(input, null, batched, null, isCt ? 1 : 3, axes[1..], isCt) : null;
    }

    /// <summary>Neighboring slices as channels.</summary>
    private static ImageGuess? Stack(TensorDescription input, int[] axes)
    {
        if (axes[0] is >= 1 and <= MostSlices && (axes[1] < 0 || axes[1] > axes[0])) return new(input, null, true, null, axes[0], axes[1..], true);
        return axes[^1] is >= 1 and <= MostSlices ? new(input, null, true, TensorLayout.ChannelsLast, axes[^1], axes[..^1], true) : null;
    }
}
