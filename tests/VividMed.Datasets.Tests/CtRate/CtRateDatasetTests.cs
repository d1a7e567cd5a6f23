using VividMed.Datasets.CtRate;
using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Imaging;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.CtRate;

public sealed class CtRateDatasetTests
{
    private const string Header = "VolumeName,ClinicalInformation_EN,Technique_EN,Findings_EN,Impressions_EN\n";

    [Theory]
    [InlineData("ct-rate")]
    [InlineData("ct-rate/dataset")]
    public async Task The_real_layout_is_read_from_either_root(string root)
    {
        var dataset = new CtRateDataset(SharedData.Require(["real", .. root.Split('/')]));
        var studies = await DatasetFolder.ListAsync(dataset);

        Assert.Equal(["train_1_a", "train_2_a", "valid_1_a"], studies.Select(static study => study.Id));
        Assert.Equal(["train", "train", "validate"], studies.Select(static study => study.Split));
        Assert.Equal([null, "not-chest", "not-chest"], studies.Select(static study => study.Exclusion));
        Assert.Equal(new LeftOutImage("train_1_a_2", "other-reconstruction"), Assert.Single(studies[0].LeftOut));
        var image = Assert.Single(studies[0].Images);
        Assert.EndsWith("train_fixed/train_1/train_1_a/train_1_a_1.nii.gz", image.Path, StringComparison.Ordinal);
        Assert.Equal(new VoxelSpacing(1.5, 1.5, 1.5), image.Spacing);
        await using var bytes = dataset.OpenImage(image);
        Assert.Equal(3567287, bytes.Length);
    }

    [Fact]
    public async Task A_report_is_its_parts_under_their_headings()
    {
        var dataset = new CtRateDataset(SharedData.Require("real", "ct-rate"));
        var studies = await DatasetFolder.ListAsync(dataset);
        var report = await dataset.ReadReportAsync(studies[0]);
        Assert.All(studies, static study => Assert.Equal(ReportForm.CsvRecord, study.Report?.Form));
        Assert.Equal(["ClinicalInformation", "Technique", "Findings", "Impression"], report.Split('\n').Select(static line => line.Split(':')[0]));
        Assert.StartsWith("Technique: Non-contrast", await dataset.ReadReportAsync(studies[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_and_labels_are_read_by_name()
    {
        var dataset = new CtRateDataset(SharedData.Require("real", "ct-rate"));
        var second = dataset.ReadMetadata().Single(static volume => volume.Volume == "train_1_a_2.nii.gz");
        Assert.Equal((-8192, 1, "Bl57f"), (second.RescaleIntercept, second.RescaleSlope, second.Kernel));
        var labels = dataset.ReadLabels();
        Assert.Equal(18, labels["train_2_a"].Count);
        Assert.True(labels["train_2_a"]["Atelectasis"]);
        Assert.False(labels["train_2_a"]["Cardiomegaly"]);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_first_reconstruction_that_exists_takes_part()
    {
        using var folder = Reports("train_7_b_10", "train_7_b_2", "train_7_b_1").Write(Volume("train_7_b_2")).Write(Volume("train_7_b_10"));
        var study = Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root)));
        Assert.Equal("train_7_b_2", Assert.Single(study.Images).Id);
        Assert.Equal([new LeftOutImage("train_7_b_1", "missing-file"), new LeftOutImage("train_7_b_10", "other-reconstruction")], study.LeftOut);
    }

    [Fact]
    public async Task All_reconstructions_take_part_when_asked()
    {
        using var folder = Reports("train_7_b_1", "train_7_b_2").Write(Volume("train_7_b_1")).Write(Volume("train_7_b_2"));
        var study = Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root), new StudySelection { AllReconstructions = true }));
        Assert.Equal(["train_7_b_1", "train_7_b_2"], study.Images.Select(static image => image.Id));
    }

    [Fact]
    public async Task A_brain_volume_is_dropped_and_the_scan_goes_on_without_it()
    {
        using var folder = Reports("train_7_b_1", "train_7_b_2").Write(Volume("train_7_b_1")).Write(Volume("train_7_b_2"))
            .Write("dataset/metadata/no_chest_train.txt", "\r\ntrain_7_b_1\n");
        var study = Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root)));
        Assert.Equal(("train_7_b_2", "not-chest"), (Assert.Single(study.Images).Id, Assert.Single(study.LeftOut).Reason));
        Assert.Null(study.Exclusion);
    }

    [Fact]
    public async Task A_volume_absent_from_the_download_excludes_its_scan()
    {
        using var folder = Reports("train_14384_a_2");
        var study = Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root)));
        Assert.Equal(("missing-file", "train_14384"), (study.Exclusion, study.Patient));
    }

    [Fact]
    public async Task A_volume_whose_table_lacks_the_slice_spacing_is_left_out()
    {
        using var folder = Reports("train_1267_a_4").Write(Volume("train_1267_a_4"))
            .Write("dataset/metadata/train_metadata.csv", "VolumeName,XYSpacing,ZSpacing\ntrain_1267_a_4.nii.gz,\"[0.7, 0.7]\",\n");
        var study = Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root)));
        Assert.Equal(("no-spacing", new LeftOutImage("train_1267_a_4", "no-spacing")), (study.Exclusion, Assert.Single(study.LeftOut)));
    }

    [Fact]
    public async Task How_a_scan_was_taken_is_what_the_table_says_of_it_and_no_persons_age_or_sex()
    {
        using var folder = Reports("train_1267_a_4").Write(Volume("train_1267_a_4"))
            .Write("dataset/metadata/train_metadata.csv", "VolumeName,Manufacturer,ManufacturerModelName,PatientSex,PatientAge,Exposure,ConvolutionKernel,XYSpacing,ZSpacing\ntrain_1267_a_4.nii.gz,Maker,Scanner 64,F,070Y,55,Br40f,\"[0.7, 0.7]\",1.5\n");

        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root))).Images);

        Assert.Equal(new ImageAcquisition { Manufacturer = "Maker", Model = "Scanner 64", ExposureMas = 55, Kernel = "Br40f" }, image.Acquisition);
    }

    [Fact]
    public async Task One_report_is_found_behind_others_with_quoted_line_breaks()
    {
        using var folder = new DatasetFolder().Write("dataset/radiology_text_reports/train_reports.csv", Header
            + "train_1_a_1.nii.gz,\"first, \n\"\"old\"\"\",,Clear lungs.,\r\n"
            + "train_2_a_1.nii.gz,,,\"Kalın çizgi, nodül.\nNo effusion.\",Şüpheli\r\n");
        var dataset = new CtRateDataset(folder.Root);
        var studies = await DatasetFolder.ListAsync(dataset);
        Assert.Equal("Findings: Kalın çizgi, nodül. No effusion.\nImpression: Şüpheli", await dataset.ReadReportAsync(studies[1]));
        Assert.Equal("ClinicalInformation: first,  \"old\"\nFindings: Clear lungs.", await dataset.ReadReportAsync(studies[0]));
    }

    [Fact]
    public async Task A_report_without_findings_and_impression_is_refused_as_empty()
    {
        using var folder = new DatasetFolder().Write("dataset/radiology_text_reports/train_reports.csv", Header + "train_1_a_1.nii.gz,Cough,Axial,, \n");
        var dataset = new CtRateDataset(folder.Root);
        var study = Assert.Single(await DatasetFolder.ListAsync(dataset));
        Assert.Equal("empty-report", (await Assert.ThrowsAsync<DatasetException>(() => dataset.ReadReportAsync(study))).Code);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("train_0_a_1.nii.gz")]
    [InlineData("train_1_a_1.nii")]
    [InlineData("train_1_A_1.nii.gz")]
    public async Task A_volume_name_of_another_form_is_refused(string name)
    {
        using var folder = new DatasetFolder().Write("dataset/radiology_text_reports/train_reports.csv", $"{Header}{name},,,x,\n");
        Assert.Equal("bad-volume-name", (await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new CtRateDataset(folder.Root)))).Code);
    }

    [Fact]
    public void An_unknown_dataset_or_a_missing_folder_is_refused()
    {
        Assert.Equal("unknown-dataset", Assert.Throws<DatasetException>(static () => DatasetFactory.Open("padchest", ".")).Code);
        Assert.Equal("missing-root", Assert.Throws<DatasetException>(static () => DatasetFactory.Open("ct-rate", "/no/such/folder")).Code);
    }

    private static DatasetFolder Reports(params string[] volumes) => new DatasetFolder().Write(
        "dataset/radiology_text_reports/train_reports.csv", Header + string.Concat(volumes.Select(static volume => $"{volume}.nii.gz,,,Clear.,\n")));

    private static string Volume(string id)
    {
        var scan = id[..id.LastIndexOf('_')];
        return $"dataset/train_fixed/{scan[..scan.LastIndexOf('_')]}/{scan}/{id}.nii.gz";
    }
}
