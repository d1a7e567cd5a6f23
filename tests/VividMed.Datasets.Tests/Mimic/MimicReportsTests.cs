using VividMed.Datasets.Mimic;
using VividMed.Datasets.Reports;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Mimic;

/// <summary>Reports as files, unpacked beside the images or in a folder of their own, and still in the published archive.</summary>
public sealed class MimicReportsTests
{
    private const string Study = "files/p10/p10000001/s50000001";
    private const string Report = "                                 FINAL REPORT\n EXAMINATION:  CHEST (PA AND LAT)\n \n FINDINGS: \n \n No ___.\n";

    [Theory]
    [InlineData("files/p10/p10000001/s50000001.txt")]
    [InlineData("mimic-cxr-reports/files/p10/p10000001/s50000001.txt")]
    public async Task A_report_in_the_archive_reads_as_the_same_report_unpacked(string name)
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", ("README", "x"), ("files/", ""), (name, Report), ("__MACOSX/p10000001/._s50000001.txt", "other"));
        var dataset = new MimicCxrDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        Assert.Null(study.Exclusion);
        Assert.Equal(ReportForm.ZipMember, study.Report?.Form);
        Assert.Equal(Report, await dataset.ReadReportAsync(study));
    }

    [Fact]
    public async Task A_file_comes_before_the_archive()
    {
        using var folder = Tables().Write(Study + ".txt", "corrected").WriteZip("mimic-cxr-reports.zip", (Study + ".txt", Report));
        var dataset = new MimicCxrDataset(folder.Root);
        Assert.Equal("corrected", await dataset.ReadReportAsync(Assert.Single(await DatasetFolder.ListAsync(dataset))));
    }

    [Fact]
    public async Task The_unpacked_archive_s_own_folder_is_looked_into()
    {
        using var folder = Tables().Write($"mimic-cxr-reports/{Study}.txt", Report);
        Assert.Equal($"mimic-cxr-reports/{Study}.txt", Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))).Report?.Path);
    }

    [Fact]
    public async Task A_study_without_report_is_excluded()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", ("files/p10/p10000001/s50000009.txt", Report));
        Assert.Equal("missing-report", Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))).Exclusion);
    }

    [Fact]
    public async Task Two_different_reports_of_one_study_exclude_it_and_two_equal_ones_do_not()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", (Study + ".txt", Report), ("copy/" + Study + ".txt", Report));
        Assert.Null(Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))).Exclusion);
        using var conflicting = Tables().WriteZip("mimic-cxr-reports.zip", (Study + ".txt", Report), ("copy/" + Study + ".txt", "other"));
        Assert.Equal("conflicting-reports", Assert.Single(await DatasetFolder.ListAsync(new MimicCxrDataset(conflicting.Root))).Exclusion);
    }

    [Fact]
    public async Task A_name_that_climbs_out_of_the_archive_touches_nothing_outside()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", ("../../../p10000001/s50000001.txt", Report), ("/etc/p1/s50000001.txt", Report));
        var before = Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories);
        var dataset = new MimicCxrDataset(folder.Root);
        Assert.Equal(Report, await dataset.ReadReportAsync(Assert.Single(await DatasetFolder.ListAsync(dataset))));
        Assert.Equal(before, Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_has_unpacked()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", (Study + ".txt", new string('x', 64 << 20)));
        var dataset = new MimicCxrDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        OneThread.Run(async () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("report-too-long", (await Assert.ThrowsAsync<DatasetException>(() => dataset.ReadReportAsync(study))).Code);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        });
    }

    [Fact]
    public async Task A_flipped_bit_in_the_member_is_a_broken_report_or_another_text_but_never_a_crash()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", (Study + ".txt", Report));
        var archive = Path.Combine(folder.Root, "mimic-cxr-reports.zip");
        var sound = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        var dataset = new MimicCxrDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        for (var at = 0; at < sound.Length; at++)
        {
            var mutated = sound.ToArray();
            mutated[at] ^= 0x55;
            await File.WriteAllBytesAsync(archive, mutated, TestContext.Current.CancellationToken);
            if (await Record.ExceptionAsync(() => dataset.ReadReportAsync(study)) is { } failure) Assert.IsType<DatasetException>(failure);
            if (await Record.ExceptionAsync(() => DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root))) is { } unlisted) Assert.IsType<DatasetException>(unlisted);
        }
    }

    [Fact]
    public async Task A_cut_archive_is_named()
    {
        using var folder = Tables().WriteZip("mimic-cxr-reports.zip", (Study + ".txt", Report));
        var archive = Path.Combine(folder.Root, "mimic-cxr-reports.zip");
        var sound = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(archive, sound[..^30], TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new MimicCxrDataset(folder.Root)));
        Assert.Equal("bad-archive", refused.Code);
        Assert.Contains("mimic-cxr-reports.zip", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_no_utf8_is_read_as_latin_1_and_loses_its_byte_order_mark()
    {
        using var folder = Tables();
        Directory.CreateDirectory(Path.Combine(folder.Root, Path.GetDirectoryName(Study)!));
        await File.WriteAllBytesAsync(Path.Combine(folder.Root, Study + ".txt"), [0x4E, 0xB0, 0x31], TestContext.Current.CancellationToken);
        var dataset = new MimicCxrDataset(folder.Root);
        Assert.Equal("N°1", await dataset.ReadReportAsync(Assert.Single(await DatasetFolder.ListAsync(dataset))));
        folder.Write(Study + ".txt", "\uFEFFN°1");
        Assert.Equal("N°1", await dataset.ReadReportAsync(Assert.Single(await DatasetFolder.ListAsync(dataset))));
    }

    private static DatasetFolder Tables() => new DatasetFolder()
        .Write("mimic-cxr-2.0.0-metadata.csv.gz", "dicom_id,subject_id,study_id,ViewPosition\na,10000001,50000001,PA\n")
        .Write("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split\na,50000001,10000001,train\n")
        .Write(Study + "/a.dcm");
}
