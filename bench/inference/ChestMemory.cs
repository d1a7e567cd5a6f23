using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Training.Onnx;

namespace VividMed.Bench.Inference;

/// <summary>A chest of 360 x 360 x 300 mm in SAT-Pro's geometry: 288 x 288 x 96 windows at 1 x 1 x 3 mm, three channels, 20 prompts.</summary>
internal static class ChestMemory
{
    private const int Prompts = 20;

    public static int Run(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
        try
        {
            using var model = SegmenterModel.Open(Install(folder), new ExecutionOptions());
            var volume = Chest();
            SegmentationPrompt[] prompts = [.. model.Manifest.Labels.Select(static label => new SegmentationPrompt(label.Target))];
            var plan = model.Plan(volume.Grid, Prompts);
            var peak = 0L;
            var done = false;
            var watch = new Thread(() =>
            {
                for (; !Volatile.Read(ref done); Thread.Sleep(20)) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            });
            watch.Start();
            var started = Stopwatch.GetTimestamp();
            var found = model.Segment(volume, prompts, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Volatile.Write(ref done, value: true);
            watch.Join();

            Figure.Write("windows-planned", plan.WindowRuns, "windows");
            Figure.Write("windows-run", model.Usage.Items, "windows");
            Figure.Write("managed-planned", plan.ManagedBytes / 1048576.0, "MiB");
            Figure.Write("managed-peak", peak / 1048576.0, "MiB");
            Figure.Write("seconds", seconds, "s");
            Figure.Write("seconds-outside-runtime", seconds - model.Usage.Busy.TotalSeconds, "s");
            Figure.Write("voxels-outlined", found.Sum(static mask => mask.Mask.Count()), "voxels");
            return plan.WindowRuns == model.Usage.Items && peak < 2L << 30 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Volume Chest()
    {
        var voxels = new float[512 * 512 * 300];
        for (var i = 0; i < voxels.Length; i++)
        {
            var (x, y) = ((i % 512) - 256, (i / 512 % 512) - 256);
            voxels[i] = (x * x) + (y * y) < 200 * 200 ? ((x * 3) + (y * 5) + (i / 262144)) % 200 : -1000;
        }

        return new Volume(512, 512, 300, voxels, Affine.Scale(0.703125, 0.703125, 1));
    }

    private static ModelManifest Install(string folder)
    {
        var embeddings = MemoryMarshal.AsBytes(Enumerable.Range(0, Prompts).Select(static i => i - 9.5f).ToArray().AsSpan()).ToArray();
        var manifest = new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Id = "bench-sat",
            Version = "1",
            Kind = ModelKind.PromptSegmenter,
            Modality = Taxonomy.Modality.Ct,
            License = "MIT",
            IntendedUse = "measuring",
            Model = Write(folder, "model.onnx", Network()),
            Inputs = new Dictionary<string, string> { ["image"] = "image", ["prompts"] = "prompts" },
            Outputs = new Dictionary<string, string> { ["masks"] = "mask_logits" },
            Volume = new VolumePreprocessing(3, VolumeAxisOrder.Xyz, [new ResampleStep([1, 1, 3]), new ClipStep(-500, 1000), new ZScoreStep()]),
            Window = new WindowOptions([288, 288, 96], 0.5, PaddingSide.Both, 0, BatchHint: 1, SigmaScale: 0.125),
            Mask = new MaskDecoding(0.5),
            Prompts = new PromptTable(Write(folder, "prompts.f32", embeddings), 1, MaxPromptsPerCall: 256, "none"),
            Labels = [.. Enumerable.Range(0, Prompts).Select(static i => new ModelLabel($"label {i}", $"target-{i}"))],
        };
        File.WriteAllBytes(Path.Combine(folder, "model.json"), manifest.ToJson());
        return ModelManifest.Load(folder);
    }

    private static ModelFile Write(string folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return new ModelFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The first channel times the prompt: what it says does not matter, how large it is does.</summary>
    private static byte[] Network()
    {
        var graph = new OnnxGraph("bench");
        var image = graph.Node("ReduceMean", [graph.Input("image", "batch", "3", "288", "288", "96")], OnnxGraph.Attribute("axes", [1]), OnnxGraph.Attribute("keepdims", 1));
        var prompts = graph.Node("Reshape", [graph.Input("prompts", "prompts", "1"), graph.Integers(1, -1, 1, 1, 1)]);
        graph.Output(graph.Node("Mul", [image, prompts]), "mask_logits", "batch", "prompts", "288", "288", "96");
        return graph.ToBytes("bench", new Dictionary<string, string>());
    }
}
