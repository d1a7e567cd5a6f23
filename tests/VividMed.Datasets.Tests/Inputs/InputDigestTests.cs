using VividMed.Datasets.Inputs;
using VividMed.Datasets.Reports;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Tests.Inputs;

/// <summary>
/// The digests of what is planned. Whoever changes their form raises the version in it and then the figures here: buckets of the old form
/// are then worked on again, knowingly.
/// </summary>
public sealed class InputDigestTests
{
    private static readonly string Report = new('a', 64);
    private static readonly string[] Files = [new('b', 64), new('c', 64)];

    private static readonly StudyImage Image = new(
        "i1", "files/i1.nii.gz", "PA", 99, new VoxelSpacing(0.1, 0.2, 1.5), new Affine(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1e-9), new ValueRescale(1, -1024), "100", "known");

    private static readonly Study Study = new(
        "s1", "p1", "train", Modality.Ct, [Image, new StudyImage("i2", "files/i2.nii.gz", "")], new ReportReference("reports.csv"), [new LeftOutImage("i3", "missing-file")]);

    public static TheoryData<string, StudyImage, string> OtherImages => new()
    {
        { "file", Image, Files[1] },
        { "rescale", Image with { Rescale = new ValueRescale(1, -1023) }, Files[0] },
        { "rescale's slope", Image with { Rescale = new ValueRescale(Math.BitIncrement(1.0), -1024) }, Files[0] },
        { "no rescale", Image with { Rescale = null }, Files[0] },
        { "spacing", Image with { Spacing = new VoxelSpacing(0.1, 0.2, Math.BitIncrement(1.5)) }, Files[0] },
        { "spacing without z", Image with { Spacing = new VoxelSpacing(0.1, 0.2, null) }, Files[0] },
        { "spacing turned", Image with { Spacing = new VoxelSpacing(0.2, 0.1, 1.5) }, Files[0] },
        { "no spacing", Image with { Spacing = null }, Files[0] },
        { "geometry", Image with { Geometry = Image.Geometry!.Value with { Zt = 2e-9 } }, Files[0] },
        { "no geometry", Image with { Geometry = null }, Files[0] },
    };

    public static TheoryData<string, Study> OtherStudies => new()
    {
        { "how an image was taken", Study with { Images = [Study.Images[0] with { Acquisition = new VividMed.Imaging.ImageAcquisition { KvP = 120 } }, .. Study.Images.Skip(1)] } },
        { "id", Study with { Id = "s2" } },
        { "patient", Study with { Patient = "p2" } },
        { "ids run together", Study with { Id = "s1p", Patient = "1" } },
        { "split", Study with { Split = "test" } },
        { "modality", Study with { Modality = Modality.Cxr } },
        { "an image's id", Study with { Images = [Image with { Id = "i9" }, Study.Images[1]] } },
        { "an image's view", Study with { Images = [Image with { View = "AP" }, Study.Images[1]] } },
        { "an image's rescale", Study with { Images = [Image with { Rescale = null }, Study.Images[1]] } },
        { "a table's geometry", Study with { Images = [Image, Study.Images[1] with { Geometry = Affine.Identity }] } },
        { "the order of images", Study with { Images = [Study.Images[1], Image] } },
    };

    [Fact]
    public void An_image_of_this_form_has_this_digest() => Assert.Equal(
        (1, "f89e5e887b184a2419075b9cfe67aaf248ac9aa6a4ee4a810c9852f66ace513d"), (ImageInput.Version, ImageInput.DigestOf(Image, Files[0])));

    [Fact]
    public void A_study_of_this_form_has_this_digest()
    {
        Assert.Equal(1, StudyInput.Version);
        Assert.Equal("99f406f683bf87bef5017cb2499c1d1eb3f7edfe7e6bfe4ec9be654324dd5098", StudyInput.DigestOf(Study, Report, Files));
        Assert.Equal("54fb679b411e792b059fae849e3250371a55059663f6dd9b460908f60fadf00f", StudyInput.DigestOf(Study, Report, Files, replays: 2, "region 1 is wrong"));
    }

    [Theory]
    [MemberData(nameof(OtherImages), DisableDiscoveryEnumeration = true)]
    public void Whatever_makes_another_image_makes_another_digest(string what, StudyImage image, string file) =>
        Assert.True(ImageInput.DigestOf(Image, Files[0]) != ImageInput.DigestOf(image, file), what);

    [Theory]
    [MemberData(nameof(OtherStudies), DisableDiscoveryEnumeration = true)]
    public void Whatever_makes_another_study_makes_another_digest(string what, Study study) =>
        Assert.True(StudyInput.DigestOf(Study, Report, Files) != StudyInput.DigestOf(study, Report, Files), what);

    [Fact]
    public void All_single_changes_differ_from_each_other_too()
    {
        var digests = OtherStudies.Select(static row => StudyInput.DigestOf(row.Data.Item2, Report, Files)).ToList();
        digests.AddRange(
        [
            StudyInput.DigestOf(Study, Files[0], Files), StudyInput.DigestOf(Study, Report, [Files[1], Files[0]]), StudyInput.DigestOf(Study, Report, Files, replays: 1),
            StudyInput.DigestOf(Study, Report, Files, replays: 2), StudyInput.DigestOf(Study, Report, Files, verdict: ""), StudyInput.DigestOf(Study, Report, Files, verdict: "1"),
            StudyInput.DigestOf(Study with { Images = [Image] }, Report, [Files[0]]), StudyInput.DigestOf(Study, Report, Files),
        ]);
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void Where_a_file_lies_when_it_was_written_and_what_is_left_out_change_nothing()
    {
        var moved = Study with
        {
            Images = [.. Study.Images.Select(static image => image with { Path = "moved/" + image.Path, Bytes = 1, Stamp = "200", Sha256 = null })],
            Report = new ReportReference("r/s1.txt", Bytes: 5, Stamp: "7"),
            LeftOut = [new LeftOutImage("i4", "lateral-view"), new LeftOutImage("i3", "missing-file")],
        };
        Assert.Equal(StudyInput.DigestOf(Study, Report, Files), StudyInput.DigestOf(moved, Report, Files, replays: 0, verdict: null));
    }

    [Fact]
    public void Each_image_has_its_file() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => StudyInput.DigestOf(Study, Report, [Files[0]]));
}
