using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Nifti;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Segmenters;

/// <summary>The shipped CT miniature, which knows phantoms alone, on a real chest that came as a DICOM series.</summary>
public sealed class RealLungTests
{
    [Theory]
    [InlineData(Side.Right, 12, 0.92)]
    [InlineData(Side.Left, 9, 0.9)]
    public void A_lung_is_outlined_on_its_own_side(Side side, int upperThird, double least)
    {
        var files = Directory.GetFiles(SharedData.Require("real-anatomy", "dicom"));
        var volume = DicomSeries.ReadCt([.. files.Select(static file => (Func<Stream>)(() => File.OpenRead(file)))], cancellationToken: TestContext.Current.CancellationToken).Volume;
        using var labels = File.OpenRead(SharedData.Require("real-anatomy", "lm-64.nii.gz"));
        var given = NiftiFile.Read(labels).ToVolume();
        var lung = new Mask(given.Width, given.Height, given.Depth);
        for (var i = 0; i < given.Voxels.Length; i++) lung[i] = ((int)given.Voxels[i] & 0xFF) - upperThird is >= 0 and < 3;

        using var model = SegmenterModel.Open(ModelManifest.Load(Repository.Path("models", "phantom-sat-mini")), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var outlined = Assert.Single(model.Segment(volume, [new SegmentationPrompt("lung", side)], TestContext.Current.CancellationToken));

        Assert.InRange(MaskOverlap.Dice(outlined.Mask, lung), least, 1);
    }
}
