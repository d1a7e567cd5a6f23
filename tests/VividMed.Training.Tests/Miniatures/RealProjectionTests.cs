using VividMed.Imaging.Masks;
using VividMed.Imaging.Nifti;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Phantoms;
using VividMed.Phantoms.Projection;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.Miniatures;

namespace VividMed.Training.Tests.Miniatures;

/// <summary>
/// The shipped anatomy miniature, which knows phantoms alone, on the shadow of a real chest CT, whose lungs are outlined in three dimensions and
/// projected by the rule of the phantoms.
/// </summary>
public sealed class RealProjectionTests
{
    private const int Size = 512;
    private static readonly Lazy<(PhantomRadiograph Picture, IReadOnlyList<PhantomRegion> Lungs)> Chest = new(Project);

    [Theory]
    [InlineData(Side.Right, 0.92)]
    [InlineData(Side.Left, 0.93)]
    public void A_lung_is_outlined_on_its_own_side(Side side, double least)
    {
        var manifest = ModelManifest.Load(Repository.Path("models", "phantom-cxas-mini"));
        SharedData.Require("real-anatomy", "ct-64.nii.gz");
        using var model = RadiographSegmenterModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var outlined = manifest.Labels.Zip(model.Segment(PhantomRadiographs.Render(Chest.Value.Picture), TestContext.Current.CancellationToken))
            .Single(pair => pair.First.Target == "lung" && pair.First.Side == side).Second;
        var truth = Chest.Value.Lungs.Single(lung => lung.Side == side).Mask;

        var dice = MaskOverlap.Dice(outlined.Mask, truth);
        TestContext.Current.SendDiagnosticMessage($"{side} lung of the real chest's shadow: Dice {dice:F4}");
        Assert.InRange(dice, least, 1);
    }

    private static (PhantomRadiograph, IReadOnlyList<PhantomRegion>) Project()
    {
        using var ct = File.OpenRead(SharedData.Require("real-anatomy", "ct-64.nii.gz"));
        using var labels = File.OpenRead(SharedData.Require("real-anatomy", "lm-64.nii.gz"));
        var volume = NiftiFile.Read(ct).ToVolume();
        var lungs = Array.ConvertAll(NiftiFile.Read(labels).ToVolume().Voxels, static value => ((int)value & 0xFF) switch { >= 9 and <= 11 => 2u, >= 12 and <= 14 => 1u, _ => 0u });
        var shadow = VolumeProjector.Project(volume, lungs, 2, new ProjectionBeam("PA", Size, Size, 0.7));
        var detector = new RadiographDetector(1, inverted: false);
        return (
            new PhantomRadiograph(Size, Size, detector.Expose(shadow), detector.Inverted, "PA", [], []),
            [ProjectedMask.Of(shadow, 0, new PhantomTarget("lung", Side.Right))!, ProjectedMask.Of(shadow, 1, new PhantomTarget("lung", Side.Left))!]);
    }
}
