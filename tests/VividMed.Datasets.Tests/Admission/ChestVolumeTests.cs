using VividMed.Datasets.Admission;
using VividMed.Imaging.Geometry;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Admission;

/// <summary>Volumes that cannot be a chest CT are told by their values; a CT never is.</summary>
public sealed class ChestVolumeTests
{
    [Theory]
    [InlineData(0f, 1f, 12f, 768f)] // labels
    [InlineData(0f, 310f, 1400f, 40f)] // MR
    [InlineData(-90f, 310f, 1400f, float.NaN)] // MR whose bias was taken out
    [InlineData(0f, 24f, 1074f, 2100f)] // raw values, 1,024 above Hounsfield's
    [InlineData(-3.1f, 0f, 0.2f, 2.9f)] // standardized
    public void A_volume_without_air_is_no_CT(params float[] values)
    {
        var refused = Assert.Throws<DatasetException>(() => ChestVolume.Check(Volume(values), "v"));
        Assert.Equal("not-ct", refused.Code);
        Assert.StartsWith("image v ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_voxel_of_air_is_enough() => ChestVolume.Check(Volume([40, 60, float.NaN, -850]), "v");

    [Theory]
    [InlineData("real-anatomy", "ct-64.nii.gz", null)]
    [InlineData("real-anatomy", "lm-64.nii.gz", "not-ct")]
    [InlineData("real-anatomy", "wholeLung-64.nii.gz", "not-ct")]
    [InlineData("fixtures/nifti", "LPS.nii.gz", "not-ct")]
    [InlineData("fixtures/nifti", "standard.nii.gz", "not-ct")]
    public void Real_volumes_are_told_apart(string folder, string name, string? reason)
    {
        using var file = File.OpenRead(SharedData.Require([.. folder.Split('/'), name]));
        var volume = VolumeReader.Read(file, new StudyImage(name, name, ""));

        var refused = Record.Exception(() => ChestVolume.Check(volume, name));

        Assert.Equal(reason, (refused as DatasetException)?.Code);
    }

    [Fact]
    public void Every_real_CT_of_the_second_release_passes()
    {
        var files = Directory.GetFiles(SharedData.Require("real", "ct-rate"), "*.nii.gz", SearchOption.AllDirectories)
            .Where(static path => path.Contains("_fixed", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, static path =>
        {
            using var file = File.OpenRead(path);
            ChestVolume.Check(VolumeReader.Read(file, new StudyImage(path, path, "")), path);
        });
    }

    private static Volume Volume(float[] values) => new(values.Length, 1, 1, values, Affine.Identity);
}
