using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Geometry;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>Segmentations as others see them: David Clunie's validator, the DICOM toolkit, pydicom.</summary>
public sealed class DicomReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_validator_finds_no_error_in_a_segmentation()
    {
        var export = await ExportAsync();
        var (_, text) = Tool.Run("dciodvfy", export.Root, Seg(export));
        Assert.Contains("Segmentation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Error", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_toolkit_reads_segmentation_and_slices_whole()
    {
        var export = await ExportAsync();
        foreach (var file in Directory.GetFiles(export.Root, "*.dcm", SearchOption.AllDirectories))
        {
            var (code, text) = Tool.Run("dcm2xml", export.Root, file);
            Assert.True(code == 0, text);
        }
    }

    [Fact]
    public async Task Pydicom_finds_each_mask_on_the_slices_that_it_names_and_codes_for_what_it_is()
    {
        var export = await ExportAsync();
        var lines = Python.Run("pydicom", export.Root, """
            import glob, pydicom
            seg = pydicom.dcmread(glob.glob("files/*/*/seg.dcm")[0])
            slices = {s.SOPInstanceUID: s for s in map(pydicom.dcmread, glob.glob("files/*/*/ct-*.dcm"))}
            assert seg.FrameOfReferenceUID == next(iter(slices.values())).FrameOfReferenceUID
            assert {i.ReferencedSOPInstanceUID for i in seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence} == set(slices)
            names = {s.SegmentNumber: s for s in seg.SegmentSequence}
            bits = [b >> i & 1 for b in seg.PixelData for i in range(8)]
            size = seg.Rows * seg.Columns
            for n, frame in enumerate(seg.PerFrameFunctionalGroupsSequence):
                source = slices[frame.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID]
                assert source.ImagePositionPatient == frame.PlanePositionSequence[0].ImagePositionPatient
                assert source.ImageOrientationPatient == seg.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0].ImageOrientationPatient
                segment = names[frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber]
                code = segment.SegmentedPropertyTypeCodeSequence[0]
                points = [(p % seg.Columns, p // seg.Columns) for p in range(size) if bits[n * size + p]]
                print(segment.SegmentLabel, code.CodeValue, code.CodingSchemeDesignator, source.InstanceNumber, points)
            first = slices[seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID]
            print([int(v) for v in first.ImagePositionPatient], [float(v) for v in first.PixelSpacing], first.PixelData[2] - 256 * (255 - first.PixelData[3]) - 256)
            """);
        Assert.Equal(
            [
                "lung nodule 27925004 SCT 4 [(4, 5), (4, 6), (4, 7), (5, 7)]", "lung nodule 27925004 SCT 5 [(4, 5)]", "heart 80891009 SCT 7 [(10, 8), (11, 8), (10, 9)]",
                "heart 80891009 SCT 8 [(10, 8)]", "[-10, -20, -30] [0.8, 0.8] -999",
            ],
            lines);
    }

    [Fact]
    public async Task Our_own_reader_lays_it_on_the_volume_again()
    {
        var export = await ExportAsync();
        await using var file = File.OpenRead(Seg(export));
        var read = DicomSegmentation.Read(file);
        var sample = TestSamples.Tomogram("ct");
        var grid = new VolumeGrid(20, 16, 10, TestSamples.Lps);
        Assert.Equal(["lung nodule", "heart"], read.Segments.Select(static segment => segment.Label));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(sample.Regions[i].Mask!.Counts, Imaging.Masks.RunLengthMask.Encode(read.MaskOf(i + 1, grid)).Counts);
        }

        Assert.Equal(2, export.Manifest.Counts["segments"]);
        Assert.Equal(2, export.Manifest.LeftOut["no-mask-in-a-volume"]);
    }

    private async Task<Exported> ExportAsync() => await Exported.RunAsync(
        _folder, await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("cxr"), TestSamples.Tomogram("ct")), "dicom-seg");

    private static string Seg(Exported export) => Assert.Single(Directory.GetFiles(export.Root, "seg.dcm", SearchOption.AllDirectories));
}
