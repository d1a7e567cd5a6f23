using VividMed.Datasets.Files;
using VividMed.Datasets.Own;
using VividMed.Datasets.Selection;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Tests.Own;

/// <summary>One's own images and reports in two tables.</summary>
public sealed class CsvDatasetTests
{
    [Fact]
    public async Task Two_columns_in_each_table_are_enough()
    {
        using var folder = new DatasetFolder()
            .Write("images.csv", "study_id,path\ns1,x/one.dcm\ns1,x/two.png\ns2,x/three.jpg\n")
            .Write("reports.csv", "\uFEFFstudy_id,report\r\ns2,\"FINDINGS: Clear.\n\nIMPRESSION: \"\"Normal\"\".\"\r\ns1,Effusion.\r\n")
            .Write("x/one.dcm").Write("x/two.png").Write("x/three.jpg");
        var dataset = DatasetFactory.Open("cxr-csv", folder.Root);
        var studies = await DatasetFolder.ListAsync(dataset);
        Assert.Equal([("s1", "s1", null), ("s2", "s2", null)], studies.Select(static study => (study.Id, study.Patient, study.Exclusion)));
        Assert.Equal(["one", "two"], studies[0].Images.Select(static image => image.Id));
        Assert.Equal("FINDINGS: Clear.\n\nIMPRESSION: \"Normal\".", await dataset.ReadReportAsync(studies[1]));
        Assert.Equal("Effusion.", await dataset.ReadReportAsync(studies[0]));
    }

    [Fact]
    public async Task Reports_may_come_in_parts_or_as_files()
    {
        using var folder = Images("s1", "s2")
            .Write("reports.csv", "study_id,Impression,findings,path\ns1,Effusion.,\"Blunted,\nleft.\",\ns2,,,texts/s2.txt\n").Write("texts/s2.txt", "All clear.\n");
        var dataset = new CsvDataset(new LocalDatasetFiles(folder.Root), Modality.Ct);
        var studies = await DatasetFolder.ListAsync(dataset);
        Assert.Equal("Findings: Blunted, left.\nImpression: Effusion.", await dataset.ReadReportAsync(studies[0]));
        Assert.Equal("All clear.\n", await dataset.ReadReportAsync(studies[1]));
    }

    [Fact]
    public async Task Whatever_is_missing_or_doubled_excludes_its_study_alone()
    {
        using var folder = Images("fine", "no-report", "doubled", "no-text")
            .Write("images.csv", "study_id,path\nfine,fine.nii.gz\nno-report,no-report.nii.gz\ndoubled,doubled.nii.gz\nno-text,no-text.nii.gz\nno-file,gone.nii.gz\nwrong,slides.pptx\n")
            .Write("reports.csv", "study_id,report,path\nfine,Clear.,\ndoubled,A,\ndoubled,B,\nno-text,,missing.txt\nno-file,Clear.,\nwrong,Clear.,\nno-image,Clear.,\n");
        var studies = await DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root));
        Assert.Equal(
            [("doubled", "duplicate-report"), ("fine", null), ("no-file", "missing-file"), ("no-image", "no-images"), ("no-report", "missing-report"), ("no-text", "missing-report"), ("wrong", "unsupported-file")],
            studies.Select(static study => (study.Id, study.Exclusion)));
    }

    [Theory]
    [InlineData("study,text\ns1,x\n", "reports.csv has no column study_id: it has study, text")]
    [InlineData("study_id;report\ns1;x\n", "reports.csv has none of the columns report, path, findings and impression: its first line is parted by other signs than commas")]
    [InlineData("s1,\"FINDINGS: secret words.\"\n", "reports.csv has none of the columns report, path, findings and impression: its first line has 2 fields and need not be a header line at all")]
    public async Task A_table_without_its_columns_is_told_without_a_word_of_what_it_holds(string reports, string told)
    {
        using var folder = Images("s1").Write("images.csv", "study_id,path\ns1,s1.nii.gz\n").Write("reports.csv", reports);

        Assert.Equal(told, (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root)))).Message);
    }

    [Theory]
    [InlineData("s1,\"a\nb.nii.gz\",1,train\ns2,../x.nii.gz,2,train\n", "images.csv, line 4, names a path")]
    [InlineData("s1,a.nii.gz,1,train\n\ns2,b.nii.gz,1,test\n", "images.csv: the patient in line 4 is")]
    [InlineData("s1,a.nii.gz,1,train\ns2,b.nii.gz,2\n", "images.csv: the record in line 3 has 3 fields, the header 4")]
    [InlineData("s1,a.nii.gz,1,train\ns2,\"b.nii.gz,2,test\n", "images.csv: a quote in line 3 or below")]
    public async Task What_is_wrong_in_a_table_is_told_by_the_line_that_an_editor_shows(string lines, string told)
    {
        using var folder = Images("a", "b").Write("images.csv", "study_id,path,patient_id,split\n" + lines).Write("reports.csv", "study_id,report\ns1,x\ns2,x\n");

        Assert.StartsWith(told, (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Splits_are_read_under_their_usual_names_and_dealt_by_patient_where_there_are_none()
    {
        using var folder = Images("a", "b", "c", "d")
            .Write("images.csv", "study_id,path,patient_id,split\na,a.nii.gz,1,Training\nb,b.nii.gz,2,val\nc,c.nii.gz,3,\nd,d.nii.gz,4,holdout\n")
            .Write("reports.csv", "study_id,report\na,x\nb,x\nc,x\nd,x\n");
        var dataset = DatasetFactory.Open("ct-csv", folder.Root);
        Assert.Equal([("train", null), ("validate", null), ("", "no-split"), ("", "no-split")], (await DatasetFolder.ListAsync(dataset)).Select(static study => (study.Split, study.Exclusion)));

        var table = "study_id,path,patient_id\n" + string.Concat(Enumerable.Range(0, 4000).Select(static i => $"s{i},a.nii.gz,p{i / 2}\n"));
        folder.Write("images.csv", table);
        var dealt = await DatasetFolder.ListAsync(dataset, new StudySelection());
        Assert.All(dealt.GroupBy(static study => study.Patient), static patient => Assert.Single(patient.Select(static study => study.Split).Distinct()));
        Assert.InRange(dealt.Count(static study => study.Split == "test"), 120, 280);
        Assert.InRange(dealt.Count(static study => study.Split == "validate"), 120, 280);
    }

    [Fact]
    public async Task A_view_that_is_given_counts_and_one_that_is_not_does_no_harm()
    {
        using var folder = new DatasetFolder().Write("a.png").Write("b.png").Write("c.png").Write("reports.csv", "study_id,report\ns,x\n")
            .Write("images.csv", "study_id,path,view\ns,a.png,pa\ns,b.png,Lateral\ns,c.png,\n");
        var dataset = DatasetFactory.Open("cxr-csv", folder.Root);
        Assert.Equal(["a", "c"], Assert.Single(await DatasetFolder.ListAsync(dataset)).Images.Select(static image => image.Id));
        Assert.Equal(["b"], Assert.Single(await DatasetFolder.ListAsync(dataset, new StudySelection { Views = ["lateral"] })).Images.Select(static image => image.Id));
    }

    [Theory]
    [InlineData("study_id,file\ns,a.nii.gz\n", "study_id,report\ns,x\n", "missing-column")]
    [InlineData("study_id,path\n,a.nii.gz\n", "study_id,report\ns,x\n", "missing-id")]
    [InlineData("study_id,path\ns,../a.nii.gz\n", "study_id,report\ns,x\n", "path-outside-root")]
    [InlineData("study_id,path,patient_id\ns,a.nii.gz,1\ns,b.nii.gz,2\n", "study_id,report\ns,x\n", "study-of-two-patients")]
    [InlineData("study_id,path,patient_id,split\ns,a.nii.gz,1,train\nt,b.nii.gz,1,test\n", "study_id,report\ns,x\n", "patient-in-two-splits")]
    [InlineData("study_id,path\ns,a.nii.gz\n", "study_id,note\ns,x\n", "missing-column")]
    [InlineData("study_id,path\ns,a.nii.gz\n", "study_id,path\ns,/etc/passwd\n", "path-outside-root")]
    [InlineData("study_id,path\ns,a.nii.gz\n", "study_id,report\ns,\"x\n", "csv-open-quote")]
    public async Task A_table_that_cannot_be_meant_is_refused(string images, string reports, string code)
    {
        using var folder = Images("a").Write("images.csv", images).Write("reports.csv", reports);
        Assert.Equal(code, (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(DatasetFactory.Open("ct-csv", folder.Root)))).Code);
    }

    private static DatasetFolder Images(params string[] studies)
    {
        var folder = new DatasetFolder().Write("images.csv", "study_id,path\n" + string.Concat(studies.Select(static study => $"{study},{study}.nii.gz\n")));
        foreach (var study in studies) folder.Write(study + ".nii.gz");
        return folder;
    }
}
