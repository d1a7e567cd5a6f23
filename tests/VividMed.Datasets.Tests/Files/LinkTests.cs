using VividMed.Datasets.Files;
using VividMed.Datasets.Selection;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Files;

/// <summary>Links within a dataset's folder are followed; those that lead out of it stop what they hold and nothing else.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder _elsewhere = new();
    private readonly DatasetFolder _folder = new();

    public LinkTests()
    {
        Directory.CreateDirectory(Path.Combine(_elsewhere.Root, "deep"));
        foreach (var name in (string[])["x.txt", "deep/y.txt", "a.png", "s.txt"]) File.WriteAllText(Path.Combine(_elsewhere.Root, name), "not of the dataset");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task A_file_behind_a_link_that_leads_out_is_neither_read_nor_measured_and_the_link_is_named_with_the_cure()
    {
        Link("a/file.txt", Elsewhere("x.txt"));
        Link("a/folder", Elsewhere("."));
        var files = new LocalDatasetFiles(_folder.Root);
        foreach (var (path, link) in (IReadOnlyList<(string, string)>)[("a/file.txt", "a/file.txt"), ("a/folder/deep/y.txt", "a/folder"), ("a/folder/none.txt", "a/folder")])
        {
            var refused = Assert.Throws<DatasetException>(() => files.OpenRead(path));
            Assert.Equal("link-outside-root", refused.Code);
            Assert.StartsWith(link + " ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("--root", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(_elsewhere.Root, refused.Message, StringComparison.Ordinal);
            Assert.Equal("link-outside-root", (await Assert.ThrowsAsync<DatasetException>(() => files.OpenReadAsync(path, cancellationToken: TestContext.Current.CancellationToken))).Code);
            Assert.Equal("link-outside-root", Assert.Throws<DatasetException>(() => files.LengthOf(path)).Code);
            Assert.Equal(new DatasetFile(path, 0, LeadsOut: true), files.Find(path));
        }
    }

    [Fact]
    public async Task A_listing_shows_such_links_as_they_are_and_nothing_of_what_lies_behind_them()
    {
        _folder.Write("a/own.txt");
        Link("a/file.txt", Elsewhere("x.txt"));
        Link("a/folder", Elsewhere("."));
        Assert.Equal(["a/file.txt out", "a/folder out", "a/own.txt"], await ListAsync(""));
        Assert.Equal(["a/folder out"], await ListAsync("a/folder/de"));
    }

    [Fact]
    public async Task Links_within_the_folder_have_their_target_s_length_and_stamp_though_they_lead_over_the_root_s_other_names()
    {
        _folder.Write("store/blob", "12345");
        Link("a/relative.txt", "../store/blob");
        Link("a/absolute.txt", Path.Combine(_folder.Root, "store/blob"));
        Link("a/linked", "../store");
        var named = Elsewhere("the-root");
        Directory.CreateSymbolicLink(named, _folder.Root);
        Link("a/round.txt", Path.Combine(named, "store/blob"));
        foreach (var root in (string[])[_folder.Root, named])
        {
            var files = new LocalDatasetFiles(root);
            var blob = files.Find("store/blob")!.Value;
            Assert.Equal(5, blob.Length);
            foreach (var path in (string[])["a/relative.txt", "a/absolute.txt", "a/linked/blob", "a/round.txt"])
            {
                var listed = await files.ListAsync("a/", TestContext.Current.CancellationToken).SingleAsync(file => file.Path == path, TestContext.Current.CancellationToken);
                Assert.Equal(blob with { Path = path }, listed);
                Assert.Equal(listed, files.Find(path));
                using var reader = new StreamReader(files.OpenRead(path)!);
                Assert.Equal("12345", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task Circles_of_links_end_and_what_leads_nowhere_is_not_there()
    {
        _folder.Write("x/one.txt").Write("y/two.txt");
        Link("x/itself", "../x");
        Link("x/above", "..");
        Link("x/to-y", "../y");
        Link("y/to-x", "../x");
        Link("snake", "snake");
        Link("tail", "head");
        Link("head", "tail");
        Link("dangling.txt", "none.txt");
        Assert.Equal(["x/one.txt", "x/to-y/two.txt", "y/to-x/one.txt", "y/two.txt"], await ListAsync(""));
        var files = new LocalDatasetFiles(_folder.Root);
        Assert.All((string[])["snake", "tail", "tail/x", "dangling.txt"], path => Assert.Null(files.Find(path)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1_200)] // above a thousand, folders are listed instead of files being asked for
    public async Task Of_own_data_an_image_or_report_behind_such_a_link_stops_its_study_alone(int studies)
    {
        var ids = Enumerable.Range(0, studies).Select(static i => $"s{i:D4}").ToArray();
        _folder.Write("images.csv", "study_id,path\n" + string.Concat(ids.Select(static id => $"{id},d/{id}.png\n")) + "s0001,out/a.png\n")
            .Write("reports.csv", "study_id,path\n" + string.Concat(ids.Select(static id => $"{id},d/{id}.txt\n")));
        foreach (var id in ids.Skip(1)) _folder.Write($"d/{id}.png");
        foreach (var id in ids.Where(static id => id != "s0002")) _folder.Write($"d/{id}.txt");
        Link("d/s0000.png", Elsewhere("a.png"));
        Link("d/s0002.txt", Elsewhere("s.txt"));
        Link("out", Elsewhere("."));
        var listed = await DatasetFolder.ListAsync(DatasetFactory.Open("cxr-csv", _folder.Root));
        Assert.Equal(studies, listed.Count);
        Assert.Equal(["link-outside-root", null, "link-outside-root"], listed.Take(3).Select(static study => study.Exclusion));
        Assert.Equal(new LeftOutImage("a", "link-outside-root"), Assert.Single(listed[1].LeftOut));
        Assert.All(listed.Skip(3), static study => Assert.Null(study.Exclusion));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // without the metadata table the files themselves are asked for their views
    public async Task A_linked_out_part_of_mimic_is_named_as_such_and_the_others_are_listed(bool metadata)
    {
        _folder.Write("mimic-cxr-2.0.0-split.csv", "subject_id,split\n10000001,train\n11000001,train\n")
            .Write("files/p11/p11000001/s51/b.jpg").Write("files/p11/p11000001/s51.txt");
        if (metadata) _folder.Write("mimic-cxr-2.0.0-metadata.csv", "dicom_id,subject_id,study_id,ViewPosition\na,10000001,50,PA\nb,11000001,51,PA\n");
        else _folder.Write("cxr-record-list.csv", "dicom_id,subject_id,study_id,path\na,10000001,50,files/p10/p10000001/s50/a.dcm\n");
        Link("files/p10", Elsewhere("."));
        var studies = await DatasetFolder.ListAsync(DatasetFactory.Open("mimic-cxr", _folder.Root), new StudySelection());
        Assert.Equal(("50", "link-outside-root"), (studies[0].Id, studies[0].Exclusion));
        Assert.Equal(new LeftOutImage("a", "link-outside-root"), Assert.Single(studies[0].LeftOut));
        if (metadata) Assert.Null(studies[1].Exclusion);
    }

    [Fact]
    public async Task A_linked_out_part_of_ct_rate_is_named_as_such()
    {
        _folder.Write("radiology_text_reports/train_reports.csv", "VolumeName,Findings_EN,Impressions_EN\ntrain_1_a_1.nii.gz,Clear.,\ntrain_2_a_1.nii.gz,Clear.,\n")
            .Write("train_fixed/train_2/train_2_a/train_2_a_1.nii.gz");
        Link("train_fixed/train_1", Elsewhere("."));
        var studies = await DatasetFolder.ListAsync(DatasetFactory.Open("ct-rate", _folder.Root));
        Assert.Equal(["link-outside-root", null], studies.Select(static study => study.Exclusion));
    }

    [Fact]
    public async Task A_table_behind_such_a_link_is_refused_by_its_name()
    {
        _folder.Write("reports.csv", "study_id,report\ns,x\n");
        Link("images.csv", Elsewhere("x.txt"));
        var refused = await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(DatasetFactory.Open("cxr-csv", _folder.Root)));
        Assert.Equal("link-outside-root", refused.Code);
        Assert.StartsWith("images.csv ", refused.Message, StringComparison.Ordinal);
    }

    private string Elsewhere(string name) => Path.GetFullPath(Path.Combine(_elsewhere.Root, name));

    private void Link(string path, string target)
    {
        var full = Path.Combine(_folder.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var found = await new LocalDatasetFiles(_folder.Root).ListAsync(prefix, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(static file => file.Path + (file.LeadsOut ? " out" : "")).Order(StringComparer.Ordinal)];
    }
}
