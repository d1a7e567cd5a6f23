using VividMed.Taxonomy;

namespace VividMed.Datasets.Tests.Own;

/// <summary>MR of one's own: NIfTI volumes and reports in two tables.</summary>
public sealed class HeadDatasetTests
{
    [Fact]
    public async Task NIfTI_is_read_and_everything_else_is_left_out_by_its_reason()
    {
        using var folder = new DatasetFolder()
            .Write("images.csv", "study_id,path,split\ns1,a/one.nii.gz,train\ns2,a/two.nii,test\ns3,a/three.dcm,train\ns4,a/folder,train\n")
            .Write("reports.csv", "study_id,findings\ns1,No mass.\ns2,No mass.\ns3,No mass.\ns4,No mass.\n")
            .Write("a/one.nii.gz").Write("a/two.nii").Write("a/three.dcm").Write("a/folder/IM1");
        var dataset = DatasetFactory.Open("mr-csv", folder.Root);
        var studies = await DatasetFolder.ListAsync(dataset);

        Assert.Equal(("mr-csv", Modality.Mr), (dataset.Name, dataset.Modality));
        Assert.Equal(
            [("s1", "train", null), ("s2", "test", null), ("s3", "train", "unsupported-file"), ("s4", "train", "unsupported-file")],
            studies.Select(static study => (study.Id, study.Split, study.Exclusion)));
        Assert.All(studies, static study => Assert.Equal(Modality.Mr, study.Modality));
        Assert.Equal("Findings: No mass.", await dataset.ReadReportAsync(studies[0]));
    }

    [Fact]
    public void Every_name_says_what_it_holds() => Assert.All(DatasetFactory.Names, static name =>
    {
        using var folder = new DatasetFolder();
        Assert.Equal(DatasetFactory.Open(name, folder.Root).Modality, DatasetFactory.ModalityOf(name));
    });
}
