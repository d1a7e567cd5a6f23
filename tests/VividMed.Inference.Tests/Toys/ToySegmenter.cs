using System.Runtime.InteropServices;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;
using VividMed.Training.Onnx;

namespace VividMed.Inference.Tests.Toys;

/// <summary>
/// A segmenter whose logits are linear in what it sees: prompt = (weight of the voxel's value, weight of x, of y, of z across
/// the window from -1 to 1). What it must outline can be said without a network.
/// </summary>
internal static class ToySegmenter
{
    public const int PromptWidth = 4;

    private static readonly (ModelLabel Label, float[] Prompt)[] Table =
    [
        (new("bright", "bright"), [40, 0, 0, 0]),
        (new("dark", "dark"), [-40, 0, 0, 0]),
        (new("right half", "half", Side.Right), [0, 40, 0, 0]),
        (new("left half", "half", Side.Left), [0, -40, 0, 0]),
        (new("front half", "front"), [0, 0, 40, 0]),
        (new("upper half", "upper"), [0, 0, 0, 40]),
    ];

    public static ModelManifest Manifest(
        ToyFolder folder, int[] window, VolumeAxisOrder order = VolumeAxisOrder.Zyx, double overlap = 0.5, int work = 0, double[]? spacing = null, int maxPrompts = 16, int channels = 1) => new()
        {
            Schema = ModelManifest.CurrentSchema,
            Id = "toy-segmenter",
            Version = "1",
            Kind = ModelKind.PromptSegmenter,
            Modality = Modality.Ct,
            License = "MIT",
            IntendedUse = "tests",
            Model = folder.Add("model.onnx", Model(window, order, PromptWidth, work, channels)),
            Inputs = new Dictionary<string, string> { ["image"] = "image", ["prompts"] = "prompts" },
            Outputs = new Dictionary<string, string> { ["masks"] = "mask_logits" },
            Volume = new VolumePreprocessing(channels, order, [.. spacing is null ? (PreparationStep[])[] : [new ResampleStep(spacing)], new ClipStep(-1000, 1000), new ZScoreStep()]),
            Window = new WindowOptions(window, overlap, PaddingSide.Both, 0, BatchHint: 1, SigmaScale: 0.125),
            Mask = new MaskDecoding(0.5),
            Prompts = new PromptTable(
            folder.Add("prompts.f32", MemoryMarshal.AsBytes(Table.SelectMany(static row => row.Prompt).ToArray().AsSpan()).ToArray()), PromptWidth, maxPrompts, "by hand"),
            Labels = [.. Table.Select(static row => row.Label)],
        };

    /// <param name="work">Convolutions that change nothing but take their time.</param>
    public static byte[] Model(int[] window, VolumeAxisOrder order, int promptWidth, int work = 0, int channels = 1)
    {
        var graph = new OnnxGraph("toy");
        string[] space = order == VolumeAxisOrder.Zyx ? [$"{window[2]}", $"{window[1]}", $"{window[0]}"] : [$"{window[0]}", $"{window[1]}", $"{window[2]}"];
        var image = graph.Input("image", ["batch", $"{channels}", .. space]);
        if (channels > 1) image = graph.Node("ReduceMean", [image], OnnxGraph.Attribute("axes", [1]), OnnxGraph.Attribute("keepdims", 1));
        var prompts = graph.Input("prompts", "prompts", $"{promptWidth}");
        var column = graph.Node("Transpose", [prompts], OnnxGraph.Attribute("perm", [1, 0]));
        var logits = graph.Node("Mul", [Delay(graph, image, work), Weight(0)]);
        for (var axis = 0; axis < 3; axis++) logits = graph.Node("Add", [logits, graph.Node("Mul", [Coordinate(axis), Weight(1 + axis)])]);
        graph.Output(logits, "mask_logits", ["batch", "prompts", .. space]);
        return graph.ToBytes("toy", new Dictionary<string, string>());

        string Weight(int row) => graph.Node("Reshape", [graph.Node("Gather", [column, graph.Integers(row)], OnnxGraph.Attribute("axis", 0)), graph.Integers(1, -1, 1, 1, 1)]);

        string Coordinate(int axis)
        {
            var values = Enumerable.Range(0, window[axis]).Select(i => (2f * (i + 0.5f) / window[axis]) - 1).ToArray();
            long[] shape = [1, 1, 1, 1, 1];
            shape[order == VolumeAxisOrder.Zyx ? 4 - axis : 2 + axis] = window[axis];
            return graph.Floats($"axis{axis}", values, shape);
        }
    }

    private static string Delay(OnnxGraph graph, string image, int work)
    {
        if (work == 0) return image;
        var idle = graph.Node("Conv", [image, graph.Floats("first", new float[16 * 27], 16, 1, 3, 3, 3)], OnnxGraph.Attribute("pads", [1, 1, 1, 1, 1, 1]));
        for (var i = 0; i < work; i++) idle = graph.Node("Conv", [idle, graph.Floats("more", new float[16 * 16 * 27], 16, 16, 3, 3, 3)], OnnxGraph.Attribute("pads", [1, 1, 1, 1, 1, 1]));
        return graph.Node("Add", [image, graph.Node("Conv", [idle, graph.Floats("last", new float[16], 1, 16, 1, 1, 1)])]);
    }
}
