using VividMed.Datasets;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Nifti;
using VividMed.Reports;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Localization.Tests;

/// <summary>DICOM series on their way through the stage.</summary>
public sealed class SeriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SeriesTests()
    {
        Directory.CreateDirectory(_folder.Path("own", "s"));
        File.WriteAllText(_folder.Path("own", "reports.csv"), "study_id,report\ns,Clear.\n");
        for (var z = 0; z < 3; z++) Write($"IM{9 - z}", Slice(z));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_is_stored_in_Hounsfield_units_with_its_geometry()
    {
        var (dataset, image) = await OpenAsync();
        var source = await SourceFile.ReadAsync(dataset, image, TestContext.Current.CancellationToken);
        var stored = NiftiFile.Read(new MemoryStream(StudyPictures.Encode(StudyPictures.Volume(source, image), source, image))).ToVolume();
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(static z => Slice(z).Pixels).Select(static value => Math.Max(-1024f, value - 1024f)), stored.Voxels);
        Assert.Equal((10, 20, 4), stored.VoxelToWorld.Apply(0, 0, 2));
        Assert.Equal((0.5, 0.5, 2), stored.VoxelToWorld.Spacing);
    }

    [Fact]
    public async Task A_series_with_a_fault_sets_its_study_aside_with_the_cause_and_the_digest_of_its_files()
    {
        File.Delete(_folder.Path("own", "s", "IM8"));
        Write("IM7b", Slice(3));
        var (dataset, image) = await OpenAsync();
        var result = await RunAsync(dataset, image);
        var lost = Assert.Single(result.Quarantined);
        Assert.Equal(("missing-slices", false), (lost.Reason, lost.Surroundings));
        Assert.Equal(result.Digests["s/"], lost.Input);
    }

    [Fact]
    public async Task A_series_goes_through_the_stage_as_any_image_and_is_known_by_its_folder_from_then_on()
    {
        foreach (var file in Directory.GetFiles(_folder.Path("own", "s"))) File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var (dataset, image) = await OpenAsync();
        var result = await RunAsync(dataset, image);
        Assert.Single(result.Done);
        Assert.NotNull(result.Pictures);
        var known = Assert.Single(result.Read);
        Assert.Equal(("s/", image.Bytes, image.Stamp), (known.Path, known.Length, known.Stamp));
    }

    private async Task<(IDataset Dataset, StudyImage Image)> OpenAsync()
    {
        var dataset = DatasetFactory.Open("ct-csv", _folder.Path("own"));
        var study = Assert.Single(await dataset.ListStudiesAsync(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        return (dataset, Assert.Single(study.Images));
    }

    private Task<LocalizationResult> RunAsync(IDataset dataset, StudyImage image) => LocalizationRun.OverAsync(
        dataset, [new TaggedStudy(new Study("s", "s", "train", Modality.Ct, [image], Report: null, []), new TaggedReport("", [], [], []))],
        new VolumeStage(), loaders: 2, new PictureShelf(new LocalBlobStore(_folder.Path("out")), "train", new HashSet<string>()),
        cancellationToken: TestContext.Current.CancellationToken);

    private void Write(string name, DicomSlice slice)
    {
        using var file = File.Create(_folder.Path("own", "s", name));
        DicomSliceWriter.Write(file, slice);
    }

    private static DicomSlice Slice(int z) => new()
    {
        Columns = 4,
        Rows = 4,
        Pixels = [.. Enumerable.Range(0, 16).Select(i => (short)((100 * i) - 500 + z))],
        Study = "s",
        Series = "chest",
        Number = z,
        Position = [-10, -20, 2 * z],
        RowSpacing = 0.5,
        ColumnSpacing = 0.5,
        Intercept = -1024,
    };
}
