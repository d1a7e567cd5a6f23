using VividMed.Datasets.CtRate;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.CtRate;

/// <summary>The two releases: raw values without geometry, and Hounsfield units that must not be rescaled again.</summary>
public sealed class CtRateReleaseTests
{
    private const string Metadata = "VolumeName,XYSpacing,ZSpacing,RescaleSlope,RescaleIntercept,ImagePositionPatient,ImageOrientationPatient\n";
    private const string Row = "train_1_a_1.nii.gz,\"[0.75, 0.75]\",1.5,1,-1024,\"[-10, -20, 30]\",\"[1, 0, 0, 0, 1, 0]\"\n";
    private static readonly Affine Lps = new(-0.75, 0, 0, 10, 0, -0.75, 0, 20, 0, 0, 1.5, 30);

    [Fact]
    public async Task The_first_release_s_volume_becomes_the_second_release_s_by_its_table()
    {
        var root = SharedData.Require("real", "ct-rate");
        using var folder = new DatasetFolder();
        folder.Write("dataset/radiology_text_reports/train_reports.csv", "VolumeName,Findings_EN,Impressions_EN\ntrain_2_a_1.nii.gz,Clear.,\n");
        File.Copy(Path.Combine(root, "dataset/metadata/train_metadata.csv"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Root, "dataset/metadata")).FullName, "train_metadata.csv"));
        Directory.CreateDirectory(Path.Combine(folder.Root, "dataset/train/train_2/train_2_a"));
        File.Copy(Path.Combine(root, "dataset/train/train_2/train_2_a/train_2_a_1.nii.gz"), Path.Combine(folder.Root, "dataset/train/train_2/train_2_a/train_2_a_1.nii.gz"));

        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root))).Images);
        var first = Read(new CtRateDataset(folder.Root), image);
        var second = NiftiFile.Read(Path.Combine(root, "dataset/train_fixed/train_2/train_2_a/train_2_a_1.nii.gz")).ToVolume();

        Assert.Equal(new ValueRescale(1, -1024), image.Rescale);
        Assert.Equal(second.Voxels, first.Voxels);
        Assert.Equal(Rounded(second.VoxelToWorld), Rounded(first.VoxelToWorld));
    }

    [Fact]
    public async Task The_table_s_rescale_is_never_applied_to_the_second_release_and_padding_becomes_air()
    {
        using var folder = Folder();
        WriteVolume(folder, "dataset/train_fixed/train_1/train_1_a/train_1_a_1.nii.gz", [-875, -8192, -1024, 40], Lps);
        WriteVolume(folder, "dataset/train/train_1/train_1_a/train_1_a_1.nii.gz", [0, 0, 0, 0], Affine.Identity);
        var dataset = new CtRateDataset(folder.Root);
        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(dataset)).Images);
        Assert.Null(image.Rescale);
        Assert.Equal([-875, -1024, -1024, 40], Read(dataset, image).Voxels);
    }

    [Theory]
    [InlineData("train_1_a_1.nii.gz,\"[0.75, 0.75]\",1.5,,,,\n", "no-rescale")]
    [InlineData("train_1_a_1.nii.gz,\"[0.75, 0.75]\",,1,-1024,,\n", "no-spacing")]
    [InlineData("train_1_a_1.nii.gz,,1.5,1,-1024,,\n", "no-spacing")]
    [InlineData("", "no-spacing")]
    public async Task The_first_release_without_what_its_table_should_add_is_left_out(string row, string reason)
    {
        using var folder = Folder(row);
        WriteVolume(folder, "dataset/train/train_1/train_1_a/train_1_a_1.nii.gz", [0, 0, 0, 0], Affine.Identity);
        Assert.Equal(reason, Assert.Single(await DatasetFolder.ListAsync(new CtRateDataset(folder.Root))).Exclusion);
    }

    [Fact]
    public async Task A_file_whose_affine_is_not_a_number_takes_the_table_s_geometry()
    {
        using var folder = Folder();
        var path = "dataset/train_fixed/train_1/train_1_a/train_1_a_1.nii";
        WriteVolume(folder, path, [1, 2, 3, 4], Lps);
        SpoilAffine(Path.Combine(folder.Root, path));
        var dataset = new CtRateDataset(folder.Root);
        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(dataset)).Images);
        Assert.Equal(Lps, Read(dataset, image).VoxelToWorld);
        await using var stream = dataset.OpenImage(image);
        Assert.False(VolumeReader.IsFaithful(stream, image));
    }

    [Fact]
    public async Task An_intact_header_wins_over_the_table()
    {
        using var folder = Folder();
        var affine = Lps with { Xt = 11 };
        WriteVolume(folder, "dataset/train_fixed/train_1/train_1_a/train_1_a_1.nii.gz", [1, 2, 3, 4], affine);
        var dataset = new CtRateDataset(folder.Root);
        var image = Assert.Single(Assert.Single(await DatasetFolder.ListAsync(dataset)).Images);
        Assert.Equal(affine, Read(dataset, image).VoxelToWorld);
        await using var stream = dataset.OpenImage(image);
        Assert.True(VolumeReader.IsFaithful(stream, image));
    }

    [Fact]
    public async Task A_compressed_table_of_reports_is_refused_with_the_cure()
    {
        using var folder = Folder();
        var table = Path.Combine(folder.Root, "dataset/radiology_text_reports/train_reports.csv");
        var text = await File.ReadAllBytesAsync(table, TestContext.Current.CancellationToken);
        await using (var gzip = new System.IO.Compression.GZipStream(File.Create(table), System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(text);
        var refused = await Assert.ThrowsAsync<DatasetException>(() => DatasetFolder.ListAsync(new CtRateDataset(folder.Root)));
        Assert.Equal("compressed-table", refused.Code);
        Assert.Contains("unpack", refused.Message, StringComparison.Ordinal);
    }

    private static double[] Rounded(Affine a) =>
        [.. new[] { a.Xi, a.Xj, a.Xk, a.Xt, a.Yi, a.Yj, a.Yk, a.Yt, a.Zi, a.Zj, a.Zk, a.Zt }.Select(static value => Math.Round(value, 4) + 0.0)];

    private static Volume Read(CtRateDataset dataset, StudyImage image)
    {
        using var stream = dataset.OpenImage(image);
        return VolumeReader.Read(stream, image);
    }

    private static void WriteVolume(DatasetFolder folder, string path, short[] voxels, Affine affine)
    {
        var full = Path.Combine(folder.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var file = File.Create(full);
        NiftiWriter.Write(file, voxels, 2, 2, 1, affine, gzip: path.EndsWith(".gz", StringComparison.Ordinal));
    }

    /// <summary>NaN into every number of sform and qform, as in the files that users met.</summary>
    private static void SpoilAffine(string path)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = 256; at < 328; at += 4) BitConverter.TryWriteBytes(bytes.AsSpan(at), float.NaN);
        File.WriteAllBytes(path, bytes);
    }

    private static DatasetFolder Folder(string row = Row) => new DatasetFolder()
        .Write("dataset/radiology_text_reports/train_reports.csv", "VolumeName,Findings_EN,Impressions_EN\ntrain_1_a_1.nii.gz,Clear.,\n")
        .Write("dataset/metadata/train_metadata.csv", Metadata + row);
}
