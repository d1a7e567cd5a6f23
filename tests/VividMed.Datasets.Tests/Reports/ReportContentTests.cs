using VividMed.Datasets.Index;
using VividMed.Datasets.Reports;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Reports;

/// <summary>A report is known by one digest, whether a table's listing gives it, the source index does, or it has to be read.</summary>
public sealed class ReportContentTests
{
    private const string CtHeader = "VolumeName,ClinicalInformation_EN,Technique_EN,Findings_EN,Impressions_EN";

    [Theory]
    [InlineData("study_id,report\ns,\"Clear, as before.\"\n")]
    [InlineData("study_id,impression,findings\ns,None.,\"Clear,\nas before.\"\n")]
    public async Task A_row_s_digest_is_known_once_the_table_is_listed_and_is_the_one_that_reading_gives(string reports)
    {
        using var folder = Own(reports);
        var (dataset, study) = await FirstAsync("cxr-csv", folder);
        Assert.Equal((await dataset.LoadReportAsync(study)).Sha256, study.Report!.Sha256);
    }

    [Fact]
    public async Task The_digest_of_a_scan_s_row_is_the_one_that_reading_gives()
    {
        using var folder = new DatasetFolder().Write("dataset/radiology_text_reports/train_reports.csv", $"{CtHeader}\ntrain_1_a_2.nii.gz,,,other,\ntrain_1_a_1.nii.gz,Cough,,Clear.,None.\n");
        var (dataset, study) = await FirstAsync("ct-rate", folder);
        Assert.Equal((await dataset.LoadReportAsync(study)).Sha256, study.Report!.Sha256);
        Assert.Equal(Sha256.Of("ClinicalInformation: Cough\nFindings: Clear.\nImpression: None."u8), study.Report.Sha256);
    }

    [Fact]
    public async Task An_edit_of_a_column_that_is_no_report_changes_nothing_and_columns_that_change_places_do()
    {
        var digests = new List<string?>();
        foreach (var reports in (string[])["study_id,findings,impression,note\ns,A,B,x\n", "study_id,note,findings,impression\ns,y,A,B\n", "study_id,impression,findings,note\ns,A,B,x\n"])
        {
            using var folder = Own(reports);
            digests.Add((await FirstAsync("cxr-csv", folder)).Study.Report!.Sha256);
        }

        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
    }

    [Fact]
    public async Task A_file_s_digest_is_of_its_bytes_and_its_stamp_that_of_the_file()
    {
        using var folder = Own("study_id,path\ns,r/s.txt\n").Write("r/s.txt", "\uFEFFClear.");
        var (dataset, study) = await FirstAsync("cxr-csv", folder);
        var file = new FileInfo(Path.Combine(folder.Root, "r/s.txt"));
        Assert.Equal(("r/s.txt", file.Length, $"{file.LastWriteTimeUtc.Ticks}", null), (study.Report!.Name, study.Report.Bytes, study.Report.Stamp, study.Report.Sha256));
        Assert.Equal(new ReportContent("Clear.", Sha256.Of("\uFEFFClear."u8)), await dataset.LoadReportAsync(study));
    }

    [Fact]
    public async Task A_member_is_known_by_its_checksum_and_keeps_its_digest_when_the_archive_is_written_anew()
    {
        using var folder = Mimic(("files/p10/p10000001/s50000001.txt", "FINDINGS: Clear."));
        var (dataset, study) = await FirstAsync("mimic-cxr", folder);
        var report = study.Report!;
        Assert.Equal(("mimic-cxr-reports.zip!s50000001.txt", true), (report.Name, SourceClock.IsSettled(report.Stamp, DateTimeOffset.MinValue)));
        var content = await dataset.LoadReportAsync(study);
        Assert.Equal(Sha256.Of("FINDINGS: Clear."u8), content.Sha256);

        using var output = new TemporaryFolder();
        var store = new LocalBlobStore(output.Root);
        await SourceIndex.WriteNewAsync(store, "run", 0, [new SourceEntry(report.Name, report.Bytes, report.Stamp, content.Sha256)], TestContext.Current.CancellationToken);
        using var again = Mimic(("files/p10/p10000000/s50000000.txt", "another one before it"), ("files/p10/p10000001/s50000001.txt", "FINDINGS: Clear."));
        var (_, listedAgain) = await FirstAsync("mimic-cxr", again);
        var index = await SourceIndex.LoadAsync(store, TestContext.Current.CancellationToken);
        Assert.Equal(content.Sha256, index.Complete(listedAgain).Report!.Sha256);
        using var corrected = Mimic(("files/p10/p10000001/s50000001.txt", "FINDINGS: Clean."));
        Assert.Null(index.Complete((await FirstAsync("mimic-cxr", corrected)).Study).Report!.Sha256);
    }

    private static DatasetFolder Own(string reports) => new DatasetFolder().Write("1.png").Write("images.csv", "study_id,path\ns,1.png\n").Write("reports.csv", reports);

    private static DatasetFolder Mimic(params (string Name, string Text)[] members) => new DatasetFolder()
        .Write("mimic-cxr-2.0.0-metadata.csv.gz", "dicom_id,subject_id,study_id,ViewPosition\na,10000001,50000001,PA\n")
        .Write("mimic-cxr-2.0.0-split.csv.gz", "subject_id,split\n10000001,train\n")
        .Write("files/p10/p10000001/s50000001/a.jpg").WriteZip("mimic-cxr-reports.zip", members);

    private static async Task<(IDataset Dataset, Study Study)> FirstAsync(string name, DatasetFolder folder)
    {
        var dataset = DatasetFactory.Open(name, folder.Root);
        return (dataset, Assert.Single(await DatasetFolder.ListAsync(dataset)));
    }
}
