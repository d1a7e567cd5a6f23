using VividMed.Imaging.Nifti;

namespace VividMed.Imaging.Tests.Nifti;

public sealed class NiftiInfoTests
{
    [Theory]
    [InlineData("functional.nii")]
    [InlineData("AIL.nii.gz")]
    [InlineData("example_nifti2.nii.gz")]
    [InlineData("ras.hdr")]
    [InlineData("ras.img")]
    public void A_header_says_the_same_without_the_voxels(string name)
    {
        var path = NiftiFixtures.Path(name);
        var (info, summary) = (NiftiFile.ReadInfo(path), NiftiFile.Summarize(path));
        Assert.Equal(summary.Shape, info.Shape);
        Assert.Equal(summary.Datatype, info.Datatype.Name());
        Assert.Equal(summary.Spacing, info.Spacing);
        Assert.Equal(summary.Affine, NiftiFixtures.Rows(info.VoxelToWorld));
        Assert.Equal(summary.Shape.Aggregate(1L, static (a, b) => a * b), info.VoxelCount);
    }

    [Fact]
    public void A_header_without_its_voxels_is_read_all_the_same()
    {
        Assert.Equal([91, 109, 91], NiftiFile.ReadInfo(NiftiFixtures.Path("nifti1.hdr")).Shape);
        Assert.NotNull(NiftiFile.ReadInfo(NiftiFixtures.Path("derived_nan_affine.nii.gz")).Warning);
        Assert.Equal(NiftiDatatype.Int16, NiftiFile.ReadInfo(NiftiFixtures.Path("derived_header_only.nii")).Datatype);
    }
}
