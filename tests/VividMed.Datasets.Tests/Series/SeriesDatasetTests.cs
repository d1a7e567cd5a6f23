using VividMed.Datasets.Files;
using VividMed.Datasets.Index;
using VividMed.Datasets.Inputs;
using VividMed.Datasets.Own;
using VividMed.Datasets.Series;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Tests.Series;

/// <summary>CT of one's own as folders of DICOM files.</summary>
public sealed class SeriesDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("scans/a")]
    [InlineData("scans/a/")]
    [InlineData("./scans/a/")]
    public async Task A_folder_is_one_image_of_all_its_files(string path)
    {
        using var folder = new DatasetFolder().Write("images.csv", $"study_id,path\ns,{path}\n").Write("reports.csv", "study_id,report\ns,x\n")
            .Write("scans/a/IM1", "one").Write("scans/a/deeper/IM2", "three").Write("scans/ab/IM3", "other");
        var study = Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root)));
        var image = Assert.Single(study.Images);
        Assert.Equal((null, "a", "scans/a/"), (study.Exclusion, image.Id, image.Path));
        Assert.Equal(["one", "three"], (await TextsAsync(folder, image)).Order());
        Assert.Equal(image.Bytes, (await PackAsync(folder, image)).Length);
    }

    [Fact]
    public async Task A_folder_that_is_called_by_a_UID_is_a_folder()
    {
        using var folder = new DatasetFolder().Write("images.csv", "study_id,path\ns,1.2.840.99\n").Write("reports.csv", "study_id,report\ns,x\n").Write("1.2.840.99/1.2.840.99.1", "x");
        Assert.Null(Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root))).Exclusion);
    }

    [Fact]
    public async Task Without_a_table_of_images_each_study_is_the_folder_of_its_name()
    {
        using var folder = new DatasetFolder().Write("reports.csv", "study_id,report\ns1,x\ns2,y\n").Write("s1/IM1", "one").Write("s1/IM2", "two");
        var studies = await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root));
        Assert.Equal([("s1", null), ("s2", "missing-file")], studies.Select(static study => (study.Id, study.Exclusion)));
        Assert.Equal(["one", "two"], (await TextsAsync(folder, Assert.Single(studies[0].Images))).Order());
    }

    [Theory]
    [InlineData("cxr-csv")]
    [InlineData("ct-csv")]
    public async Task Without_any_table_what_is_missing_is_said(string dataset)
    {
        using var folder = new DatasetFolder().Write("s1/IM1");
        Assert.Equal("missing-table", (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(DatasetFactory.Open(dataset, folder.Root)))).Code);
    }

    [Fact]
    public async Task What_exports_put_beside_the_slices_is_left_out_with_a_reason_and_does_not_count()
    {
        using var folder = OneStudy();
        var before = await OnlyAsync(folder);
        folder.Write("a/DICOMDIR").Write("a/readme.txt").Write("a/viewer.exe").Write("a/preview.jpg").Write("a/.hidden");
        var study = Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root)));
        Assert.Equal(["not-dicom", "not-dicom", "not-dicom", "not-dicom"], study.LeftOut.Select(static image => image.Reason));
        Assert.Equal(before, study.Images[0]);
        Assert.Equal(2, (await TextsAsync(folder, before)).Count);
    }

    [Theory]
    [InlineData("a/notes.txt", "unsupported-file")]
    [InlineData("b/IM1", "missing-file")]
    public async Task A_folder_without_slices_excludes_its_study(string file, string reason)
    {
        using var folder = new DatasetFolder().Write("images.csv", "study_id,path\ns,a\n").Write("reports.csv", "study_id,report\ns,x\n").Write(file);
        Assert.Equal(reason, Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root))).Exclusion);
    }

    [Fact]
    public async Task A_folder_behind_a_link_out_of_the_root_is_not_read()
    {
        using var elsewhere = new DatasetFolder().Write("IM1");
        using var folder = new DatasetFolder().Write("images.csv", "study_id,path\ns,a\n").Write("reports.csv", "study_id,report\ns,x\n");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "a"), elsewhere.Root);
        Assert.Equal("link-outside-root", Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root))).Exclusion);
    }

    [Fact]
    public async Task The_digest_is_that_of_the_content_whatever_the_files_are_called()
    {
        using var one = OneStudy();
        using var other = new DatasetFolder().Write("images.csv", "study_id,path\ns,z/y\n").Write("reports.csv", "study_id,report\ns,x\n").Write("z/y/9", "one").Write("z/y/deep/8", "two");
        Assert.Equal(await DigestAsync(one), await DigestAsync(other));
    }

    [Theory]
    [InlineData("a/1", "One")]
    [InlineData("a/2", "")]
    [InlineData("a/3", "three")]
    [InlineData("a/3", "one")]
    public async Task Every_change_of_any_file_is_a_change_of_the_digest_and_of_the_stamp(string file, string content)
    {
        using var folder = OneStudy();
        var (digest, image) = (await DigestAsync(folder), await OnlyAsync(folder));
        folder.Write(file, content);
        Assert.NotEqual(digest, await DigestAsync(folder));
        Assert.NotEqual(image.Stamp, (await OnlyAsync(folder)).Stamp);
    }

    [Fact]
    public async Task Bytes_that_move_from_one_file_to_the_next_are_a_change()
    {
        using var one = OneStudy();
        using var other = OneStudy().Write("a/1", "onet").Write("a/2", "wo");
        Assert.NotEqual(await DigestAsync(one), await DigestAsync(other));
    }

    [Fact]
    public async Task The_stamp_vouches_only_once_the_newest_file_has_settled()
    {
        using var folder = OneStudy();
        var longAgo = DateTime.UtcNow.AddDays(-1);
        foreach (var file in Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, longAgo);
        Assert.True(SourceClock.IsSettled((await OnlyAsync(folder)).Stamp, DateTimeOffset.UtcNow));
        var now = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(Path.Combine(folder.Root, "a/2"), now.UtcDateTime);
        Assert.False(SourceClock.IsSettled((await OnlyAsync(folder)).Stamp, now));
        Assert.True(SourceClock.IsSettled((await OnlyAsync(folder)).Stamp, now.AddSeconds(5)));
    }

    [Fact]
    public async Task Each_file_of_a_series_is_read_once_for_its_digest_and_its_content()
    {
        using var folder = OneStudy();
        var files = new CountedFiles(new LocalDatasetFiles(folder.Root));
        var dataset = new CsvDataset(files, Modality.Ct);
        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(dataset)).Images);
        Assert.DoesNotContain(files.Opened.Keys, static path => path.StartsWith("a/", StringComparison.Ordinal));
        await using var stream = dataset.OpenImage(image);
        await Sha256.OfAsync(stream, Token);
        Assert.Equal([("a/1", 1), ("a/2", 1)], files.Opened.Where(static file => file.Key.StartsWith("a/", StringComparison.Ordinal)).Select(static file => (file.Key, file.Value)).Order());
    }

    [Fact]
    public async Task A_series_that_is_asked_for_is_another_image_than_the_only_one()
    {
        using var folder = OneStudy().Write("images.csv", "study_id,path,series\ns,a,3\n");
        var image = await OnlyAsync(folder);
        Assert.Equal("3", image.Series);
        Assert.NotEqual(ImageInput.DigestOf(image with { Series = null }, "x"), ImageInput.DigestOf(image, "x"));
    }

    [Fact]
    public async Task A_folder_that_has_gone_since_it_was_listed_is_told_as_such()
    {
        using var folder = OneStudy();
        var (dataset, image) = (DatasetFactory.Open("ct-csv", folder.Root), await OnlyAsync(folder));
        Directory.Delete(Path.Combine(folder.Root, "a"), recursive: true);
        await using var stream = dataset.OpenImage(image);
        Assert.Equal("missing-file", (await Assert.ThrowsAsync<DatasetException>(() => Sha256.OfAsync(stream, Token))).Code);
    }

    private static DatasetFolder OneStudy() => new DatasetFolder().Write("images.csv", "study_id,path\ns,a\n").Write("reports.csv", "study_id,report\ns,x\n").Write("a/1", "one").Write("a/2", "two");

    private static async Task<StudyImage> OnlyAsync(DatasetFolder folder) =>
        Assert.Single(Assert.Single(await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root))).Images);

    private static async Task<string> DigestAsync(DatasetFolder folder) => Sha256.Of(await PackAsync(folder, await OnlyAsync(folder)));

    private static async Task<byte[]> PackAsync(DatasetFolder folder, StudyImage image)
    {
        await using var stream = DatasetFactory.Open("ct-csv", folder.Root).OpenImage(image);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    private static async Task<List<string>> TextsAsync(DatasetFolder folder, StudyImage image) =>
        [.. SeriesPack.Open(new MemoryStream(await PackAsync(folder, image))).Select(System.Text.Encoding.UTF8.GetString)];
}
