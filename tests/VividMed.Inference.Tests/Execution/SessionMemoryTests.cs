using System.Diagnostics;
using VividMed.Imaging;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Execution;

/// <summary>What the process holds is measured, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(SessionMemoryTests), DisableParallelization = true)]
[Collection(nameof(SessionMemoryTests))]
public sealed class SessionMemoryTests
{
    private const int Megabytes = 50;

    /// <summary>VIVIDMED_OPENS asks for more.</summary>
    private static readonly int Opens = int.TryParse(Environment.GetEnvironmentVariable("VIVIDMED_OPENS"), out var opens) ? opens : 40;

    /// <summary>A worker that opens models again and again, as on a device too small for all of them, does not grow by them.</summary>
    [Fact]
    public void A_model_that_is_opened_again_and_again_leaves_nothing_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "resident memory is read from /proc");
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder, GraphEdits.Heavy(Megabytes)));
        for (var i = 0; i < 10; i++) Open(manifest);
        var before = Resident();

        for (var i = 0; i < Opens; i++) Open(manifest);

        // Half a model's worth is what an allocator keeps or not, however often a model was opened.
        Assert.InRange(Resident() - before, long.MinValue, (long)Megabytes << 19);
    }

    private static void Open(ModelManifest manifest)
    {
        using var model = DetectorModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        model.Detect([new GrayImage(8, 8, new byte[64])], CancellationToken.None);
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
