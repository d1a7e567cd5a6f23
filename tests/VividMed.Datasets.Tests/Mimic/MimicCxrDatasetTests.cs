using VividMed.Datasets.Mimic;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Mimic;

public sealed class MimicCxrDatasetTests
{
    private const string Folder = "files/p10/p10000001/s50000001";

    [Fact]
    public async Task The_real_layout_is_read_with_views_splits_and_reports()
    {
        var dataset = DatasetFactory.Open("mimic-cxr", SharedData.Require("real", "mimic-cxr"));
        var studies = await DatasetFolder.ListAsync(dataset);

        Assert.Equal(["59900001", "59900002", "59900003"], studies.Select(static study => study.Id));
        Assert.Equal(["train", "train", "test"], studies.Select(static study => study.Split));
        Assert.Equal(["PA", "AP"], studies[1].Images.Select(static image => image.View));
        Assert.All(studies, static study => Assert.Null(study.Exclusion));
        Assert.StartsWith("                                 FINAL ADDENDUM\n", await dataset.ReadReportAsync(studies[2]), StringComparison.Ordinal);
        await using var image = dataset.OpenImage(studies[0].Images[0]);
        Assert.Equal((7199466, 7199466), (studies[0].Images[0].Bytes, image.Length));
    }

    [Theory]
    [InlineData(".dcm")]
    [InlineData(".dcm.gz")]
    [InlineData(".jpg")]
    public async Task An_image_may_be_dicom_compressed_dicom_or_jpeg(string extension)
    {
        using var folder = Tables("PA").Write($"{Folder}/a{extension}").Write(Folder + ".txt");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal($"{Folder}/a{extension}", Assert.Single(study.Images).Path);
    }

    [Theory]
    [InlineData("LATERAL", "lateral-view")]
    [InlineData("LL", "lateral-view")]
    [InlineData("AP AXIAL", "other-view")]
    [InlineData("NA", "other-view")]
    [InlineData("", "unknown-view")]
    public async Task A_view_that_is_not_frontal_is_left_out_with_its_reason(string view, string reason)
    {
        using var folder = Tables(view).Write(Folder + "/a.dcm").Write(Folder + ".txt");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal(new LeftOutImage("a", reason), Assert.Single(study.LeftOut));
        Assert.Equal("no-frontal-view", study.Exclusion);
    }

    [Fact]
    public async Task A_study_whose_only_image_is_missing_is_excluded_with_that_reason()
    {
        using var folder = Tables("PA");
        var dataset = new MimicCxrDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        Assert.Equal("missing-file", Assert.Single(study.LeftOut).Reason);
        Assert.Equal("missing-file", study.Exclusion);
        Assert.Null(study.Report);
        Assert.Equal("missing-report", (await Assert.ThrowsAsync<DatasetException>(() => dataset.ReadReportAsync(study))).Code);
    }

    [Fact]
    public async Task An_empty_report_is_refused_when_it_is_read()
    {
        using var folder = Tables("AP").Write(Folder + "/a.dcm").Write(Folder + ".txt", " \n \n");
        var dataset = new MimicCxrDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        Assert.Equal("empty-report", (await Assert.ThrowsAsync<DatasetException>(() => dataset.ReadReportAsync(study))).Code);
    }

    [Fact]
    public async Task The_jpeg_release_needs_no_record_list()
    {
        using var folder = Tables("PA", lists: false).Write(Folder + "/a.jpg").Write(Folder + ".txt");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal(("10000001", Folder + "/a.jpg"), (study.Patient, Assert.Single(study.Images).Path));
        Assert.Equal(Folder + ".txt", study.Report?.Path);
    }

    [Fact]
    public async Task Columns_are_found_by_name_and_tables_may_be_uncompressed()
    {
        using var folder = new DatasetFolder()
            .Write("cxr-record-list.csv", $"path,dicom_id,study_id,subject_id\r\n{Folder}/a.dcm,a,50000001,10000001\r\n")
            .Write("mimic-cxr-2.0.0-metadata.csv", "extra,ViewPosition,study_id,subject_id,dicom_id\n\"x,\ny\",PA,50000001,10000001,a\n")
            .Write("mimic-cxr-2.0.0-split.csv", "split,dicom_id,study_id,subject_id\ntest,a,50000001,10000001\n")
            .Write(Folder + "/a.dcm");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal(("test", "PA"), (study.Split, Assert.Single(study.Images).View));
    }

    [Fact]
    public async Task Studies_come_in_ordinal_order_whatever_the_table_s_order()
    {
        using var folder = new DatasetFolder()
            .Write("cxr-record-list.csv", "subject_id,study_id,dicom_id,path\n1,53,c,files/c.dcm\n1,51,a,files/a.dcm\n1,52,b,files/b.dcm\n")
            .Write("mimic-cxr-2.0.0-metadata.csv", "dicom_id,subject_id,study_id,ViewPosition\na,1,51,PA\n")
            .Write("mimic-cxr-2.0.0-split.csv", "dicom_id,study_id,subject_id,split\na,51,1,train\n");
        Assert.Equal(["51", "52", "53"], (await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))).Select(static study => study.Id));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd.dcm")]
    [InlineData("files/../../x.dcm")]
    [InlineData("..\\x.dcm")]
    [InlineData("C:/x.dcm")]
    [InlineData("files//x.dcm")]
    public async Task A_path_that_leads_out_of_the_folder_is_refused(string path)
    {
        using var folder = Tables("PA").Write("cxr-record-list.csv.gz", $"subject_id,study_id,dicom_id,path\n10000001,50000001,a,{path}\n");
        Assert.Equal("path-outside-root", (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)))).Code);
    }

    [Theory]
    [InlineData("mimic-cxr-2.0.0-metadata.csv.gz", "dicom_id,subject_id,study_id\n", "missing-column")]
    [InlineData("mimic-cxr-2.0.0-metadata.csv.gz", "", "empty-table")]
    [InlineData("cxr-study-list.csv.gz", "subject_id,study_id,path\n1,2\n", "csv-bad-record")]
    [InlineData("cxr-study-list.csv.gz", "subject_id,study_id,path\n10000002,50000001,files/x.txt\n", "study-of-two-patients")]
    [InlineData("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split\na,1,9,train\nb,2,9,test\n", "patient-in-two-splits")]
    public async Task A_broken_table_is_refused_with_its_reason(string table, string content, string code)
    {
        using var folder = Tables("PA").Write(table, content);
        Assert.Equal(code, (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)))).Code);
    }

    [Fact]
    public async Task A_missing_table_is_named()
    {
        using var folder = new DatasetFolder();
        var refused = await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal("missing-table", refused.Code);
        Assert.Contains("mimic-cxr-2.0.0-metadata.csv.gz", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_whose_patient_has_no_split_is_excluded()
    {
        using var folder = Tables("PA").Write("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split\n").Write(Folder + "/a.dcm");
        Assert.Equal("no-split", Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))).Exclusion);
    }

    private static DatasetFolder Tables(string view, bool lists = true)
    {
        var folder = new DatasetFolder()
            .Write("mimic-cxr-2.0.0-metadata.csv.gz", $"dicom_id,subject_id,study_id,ViewPosition\na,10000001,50000001,{view}\n")
            .Write("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split\na,50000001,10000001,train\n");
        return !lists ? folder : folder
            .Write("cxr-record-list.csv.gz", $"subject_id,study_id,dicom_id,path\n10000001,50000001,a,{Folder}/a.dcm\n")
            .Write("cxr-study-list.csv.gz", $"subject_id,study_id,path\n10000001,50000001,{Folder}.txt\n");
    }
}
