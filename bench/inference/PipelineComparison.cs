using System.Diagnostics;
using System.Text.Json;
using VividMed.Datasets;
using VividMed.Inference.Preparation;
using VividMed.Storage.Cache;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Requests;

namespace VividMed.Bench.Inference;

/// <summary>Three ways through the same studies, one after the other in every round, so that whoever else uses the machine disturbs all alike.</summary>
internal static class PipelineComparison
{
    public static async Task<int> RunAsync(string models, int studies, int repeats, double gigaMacs, CancellationToken cancellationToken)
    {
        using var scene = await Scene.OpenAsync(models, studies, cancellationToken);
        var detector = gigaMacs > 0 ? SizedDetector.Install(scene.Models, gigaMacs) : "phantom-dino-mini";
        var (stage, bare, loop, busy) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var images = 0;
        // The first round warms up.
        for (var round = 0; round <= repeats; round++)
        {
            var (partition, listed) = await scene.TaggedAsync(detector);
            var (seconds, share, count) = await StageAsync(scene, partition);
            var ready = await BareLoopAsync(scene, partition, listed, cancellationToken);
            var plain = await PlainLoopAsync(scene, partition, listed, cancellationToken);
            await Console.Error.WriteLineAsync($"round {round}: stage {seconds:F2} s ({share:P1} in ONNX Runtime), bare loop {ready:F2} s, load-infer-write {plain:F2} s");
            if (round == 0) continue;
            images = count;
            stage.Add(seconds);
            busy.Add(share);
            bare.Add(ready);
            loop.Add(plain);
        }

        Figure.Write("stage-throughput", images / stage.Min(), "images/s");
        Figure.Write("stage-share-in-runtime", busy.Max(), "of wall time");
        Figure.Write("stage-to-bare-loop", bare.Min() / stage.Min(), "ratio (best rounds)");
        Figure.Write("stage-to-bare-loop-median", Figure.Median(bare.Zip(stage, static (a, b) => a / b)), "ratio (median of rounds)");
        Figure.Write("stage-to-load-infer-write", loop.Min() / stage.Min(), "ratio (best rounds)");
        Figure.Write("stage-to-load-infer-write-median", Figure.Median(loop.Zip(stage, static (a, b) => a / b)), "ratio (median of rounds)");
        return 0;
    }

    private static async Task<(double Seconds, double Share, int Images)> StageAsync(Scene scene, PartitionReference partition)
    {
        using var clock = new RuntimeClock();
        var started = Stopwatch.GetTimestamp();
        var result = await new LocalizeStudies(scene.Environment).RunAsync(null!, partition);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (seconds, clock.Seconds / seconds, (int)result.Inference!.Inferences);
    }

    /// <summary>The same session over tensors that lie ready, in the same batches; nothing is decoded, kept or written.</summary>
    private static async Task<double> BareLoopAsync(Scene scene, PartitionReference partition, IReadOnlyList<Study> studies, CancellationToken cancellationToken)
    {
        using var lease = await scene.Environment.Models.LeaseDetectorAsync(partition.Request, cancellationToken);
        var prepared = new List<PreparedRadiograph>();
        foreach (var (dataset, image) in Images(partition, studies)) prepared.Add(lease.Model.Prepare(Decode(dataset, image)));
        var started = Stopwatch.GetTimestamp();
        lease.Model.DetectPrepared(prepared, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        prepared.ForEach(static image => image.Dispose());
        return seconds;
    }

    /// <summary>What a script does: one image after the other through decoding, the model and the store.</summary>
    private static async Task<double> PlainLoopAsync(Scene scene, PartitionReference partition, IReadOnlyList<Study> studies, CancellationToken cancellationToken)
    {
        using var lease = await scene.Environment.Models.LeaseDetectorAsync(partition.Request, cancellationToken);
        var cache = new ContentCache(scene.Environment.Stores.Open(partition.Request.Out), "plain");
        var started = Stopwatch.GetTimestamp();
        foreach (var (dataset, image) in Images(partition, studies))
        {
            using var prepared = lease.Model.Prepare(Decode(dataset, image));
            var found = lease.Model.DetectPrepared([prepared], cancellationToken);
            await cache.GetOrAddAsync(CacheKey.From(("image", image.Path)), _ => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(found[0])), cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static IEnumerable<(IDataset Dataset, StudyImage Image)> Images(PartitionReference partition, IReadOnlyList<Study> studies)
    {
        var dataset = DatasetFactory.Open(partition.Request.Dataset, partition.Request.Root);
        return studies.SelectMany(static study => study.Images).Select(image => (dataset, image));
    }

    private static Imaging.GrayImage Decode(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        return Imaging.Dicom.Display.RadiographRendering.Render(Imaging.Dicom.DicomFile.Read(file).DecodeImage());
    }
}
