using VividMed.Datasets.Mimic;
using VividMed.Datasets.Selection;
using VividMed.Imaging.Dicom;

namespace VividMed.Datasets.Tests.Mimic;

/// <summary>Choosing studies and views, and what becomes of what is not chosen.</summary>
public sealed class MimicSelectionTests
{
    [Theory]
    [InlineData("frontal", "a,b")]
    [InlineData("pa", "a")]
    [InlineData("lateral", "c,d")]
    [InlineData("LL", "d")]
    [InlineData("PA,LL", "a,d")]
    [InlineData("any", "a,b,c,d,e,f")]
    public async Task Views_are_chosen_by_name_or_group(string views, string images)
    {
        using var folder = Folder();
        var studies = await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root), new StudySelection { Views = views.Split(',') });
        Assert.Equal(images.Split(','), studies[0].Images.Select(static image => image.Id));
        Assert.Equal(6, studies[0].Images.Count + studies[0].LeftOut.Count);
    }

    [Fact]
    public async Task A_study_without_a_wanted_view_is_excluded_and_its_images_say_why()
    {
        using var folder = Folder();
        var study = (await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root), new StudySelection { Views = ["RAO"] }))[0];
        Assert.Equal("no-wanted-view", study.Exclusion);
        Assert.Equal(["frontal-view", "frontal-view", "lateral-view", "lateral-view", "other-view", "unknown-view"], study.LeftOut.Select(static image => image.Reason));
    }

    [Fact]
    public async Task An_empty_view_position_is_filled_from_the_view_code_and_na_is_not_empty()
    {
        using var folder = new DatasetFolder()
            .Write("mimic-cxr-2.0.0-metadata.csv", "dicom_id,subject_id,study_id,ViewPosition,ViewCodeSequence_CodeMeaning\n"
                + "a,10000001,50000001,,postero-anterior\nb,10000001,50000001,,Antero-posterior\nc,10000001,50000001,,lateral\nd,10000001,50000001,NA,postero-anterior\n")
            .Write("mimic-cxr-2.0.0-split.csv", "subject_id,split\n10000001,train\n").Write("files/p10/p10000001/s50000001.txt");
        foreach (var id in "abcd") folder.Write($"files/p10/p10000001/s50000001/{id}.jpg");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal(["PA", "AP"], study.Images.Select(static image => image.View));
        Assert.Equal(["lateral-view", "other-view"], study.LeftOut.Select(static image => image.Reason));
    }

    [Fact]
    public async Task Without_the_metadata_table_the_dicom_files_tell_their_views()
    {
        using var folder = new DatasetFolder()
            .Write("cxr-record-list.csv.gz", "subject_id,study_id,dicom_id,path\n10000001,50000001,a,files/p10/p10000001/s50000001/a.dcm\n"
                + "10000001,50000001,b,files/p10/p10000001/s50000001/b.dcm\n10000001,50000001,c,files/p10/p10000001/s50000001/c.dcm\n")
            .Write("mimic-cxr-2.0.0-split.csv", "subject_id,split\n10000001,train\n")
            .Write("files/p10/p10000001/s50000001.txt").Write("files/p10/p10000001/s50000001/c.dcm", "no DICOM");
        WriteRadiograph(folder, "a", "AP");
        WriteRadiograph(folder, "b", "LL");
        var study = Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal(("a", "AP"), (Assert.Single(study.Images).Id, study.Images[0].View));
        Assert.Equal([new LeftOutImage("b", "lateral-view"), new LeftOutImage("c", "unknown-view")], study.LeftOut);
    }

    [Fact]
    public async Task Splits_and_limit_cut_the_list_and_an_unknown_id_is_excluded_and_not_forgotten()
    {
        using var folder = Folder();
        var dataset = new MimicCxrDataset(folder.Root);
        Assert.Equal(["50000002"], (await DatasetFolder.ListAsync(dataset, new StudySelection { Splits = ["test"] })).Select(static study => study.Id));
        Assert.Equal(["50000001"], (await DatasetFolder.ListAsync(dataset, new StudySelection { Limit = 1 })).Select(static study => study.Id));
        Assert.Empty(await DatasetFolder.ListAsync(dataset, new StudySelection { Limit = 0 }));
        var chosen = await DatasetFolder.ListAsync(dataset, new StudySelection { Ids = new HashSet<string> { "50000002", "59999999" } });
        Assert.Equal([("50000002", null), ("59999999", "unknown-id")], chosen.Select(static study => (study.Id, study.Exclusion)));
    }

    [Fact]
    public async Task An_image_that_the_table_lists_twice_takes_part_once()
    {
        using var folder = Folder().Write("cxr-record-list.csv", "subject_id,study_id,dicom_id,path\n"
            + "10000001,50000001,a,files/p10/p10000001/s50000001/a.jpg\n10000001,50000001,a,files/p10/p10000001/s50000001/a.jpg\n");
        var study = (await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)))[0];
        Assert.Equal(("a", new LeftOutImage("a", "duplicate-id")), (Assert.Single(study.Images).Id, Assert.Single(study.LeftOut)));
    }

    private static void WriteRadiograph(DatasetFolder folder, string id, string view)
    {
        using var file = File.Create(Path.Combine(folder.Root, "files/p10/p10000001/s50000001", id + ".dcm"));
        DicomWriter.Write(file, new DicomRadiograph
        {
            Columns = 4, Rows = 4, Pixels = new ushort[16], PatientId = "p", StudyId = "s", ViewPosition = view, StudyTime = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), Seed = id,
        });
    }

    private static DatasetFolder Folder()
    {
        var folder = new DatasetFolder()
            .Write("mimic-cxr-2.0.0-metadata.csv", "dicom_id,subject_id,study_id,ViewPosition\n"
                + string.Concat("a:PA b:AP c:LATERAL d:LL e:LAO f:".Split(' ').Select(static pair => $"{pair[0]},10000001,50000001,{pair[2..]}\n")) + "g,10000002,50000002,PA\n")
            .Write("mimic-cxr-2.0.0-split.csv", "subject_id,split\n10000001,train\n10000002,test\n")
            .Write("files/p10/p10000002/s50000002/g.jpg").Write("files/p10/p10000002/s50000002.txt").Write("files/p10/p10000001/s50000001.txt");
        foreach (var id in "abcdef") folder.Write($"files/p10/p10000001/s50000001/{id}.jpg");
        return folder;
    }
}
