using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Tests;

public sealed class PhantomChestCtTests
{
    private static readonly string[] Structures = ["aorta", "heart", "liver", "lung", "lung lower lobe", "lung middle lobe", "lung upper lobe", "main bronchus", "rib", "spleen", "sternum", "trachea", "vertebrae"];

    [Fact]
    public void The_same_seed_gives_the_same_voxels_and_another_seed_others()
    {
        Assert.Equal(PhantomChestCt.Generate(5).Voxels, PhantomChestCt.Generate(5).Voxels);
        Assert.NotEqual(PhantomChestCt.Generate(5).Voxels, PhantomChestCt.Generate(6).Voxels);
    }

    [Fact]
    public void All_structures_are_there_with_plausible_hounsfield_units_and_volumes()
    {
        foreach (var phantom in Enumerable.Range(0, 12).Select(static seed => PhantomChestCt.Generate(seed, new PhantomChestCtOptions { Findings = [] })))
        {
            Assert.Equal(Structures, phantom.Anatomy.Select(static region => region.Target).Distinct().Order(StringComparer.Ordinal));
            Assert.All(phantom.Anatomy, static region => Assert.True(region.Mask.Count() > 40, region.Target));
            var milliliters = phantom.Anatomy.Where(static region => region.Target == "lung").Sum(static region => region.Mask.Count()) * 3.5 * 3.5 * 6 / 1000;
            Assert.InRange(milliliters, 2000, 6500);
            Assert.InRange(Mean(phantom, "lung", Side.Left), -900, -700);
            Assert.InRange(Mean(phantom, "liver", Side.None), 40, 110);
            Assert.InRange(Mean(phantom, "aorta", Side.None), 25, 220);
        }
    }

    [Fact]
    public void A_nodule_lies_wholly_in_the_lobe_it_is_said_to_be_in()
    {
        var nodules = Enumerable.Range(0, 40).Select(static seed => PhantomChestCt.Generate(seed))
            .SelectMany(static phantom => phantom.Findings.Where(static finding => finding.Target == "lung nodule").Select(finding => (phantom, finding))).ToArray();
        Assert.NotEmpty(nodules);
        foreach (var (phantom, nodule) in nodules)
        {
            var lobe = phantom.Anatomy.Single(region => region.Target == nodule.Location && region.Side == nodule.Side);
            Assert.True(nodule.Mask.Count() >= 8);
            Assert.Equal(0, CountOutside(nodule.Mask, lobe.Mask));
        }
    }

    [Theory]
    [InlineData("LPS")]
    [InlineData("RAS")]
    [InlineData("PIR")]
    public void Left_is_left_in_the_world_whatever_the_voxel_order(string orientation)
    {
        var phantom = PhantomChestCt.Generate(9, new PhantomChestCtOptions { Orientation = orientation, Findings = [new("pleural effusion", Side.Left)] });
        Assert.True(WorldX(phantom, phantom.Findings[0].Box) < 0);
        foreach (var sided in phantom.Anatomy.Where(static region => region.Side != Side.None))
        {
            Assert.Equal(sided.Side == Side.Right, WorldX(phantom, sided.Box) > 0);
        }

        Assert.True(WorldX(phantom, phantom.Anatomy.Single(static region => region.Target == "liver").Box) > 0);
        Assert.True(WorldX(phantom, phantom.Anatomy.Single(static region => region.Target == "spleen").Box) < 0);
    }

    [Fact]
    public void Pleural_fluid_is_dependent_and_belongs_to_no_lobe()
    {
        var phantom = PhantomChestCt.Generate(4, new PhantomChestCtOptions { Findings = [new("pleural effusion", Side.Right)] });
        var effusion = Assert.Single(phantom.Findings);
        var lung = phantom.Anatomy.Single(static region => region is { Target: "lung", Side: Side.Right });
        Assert.Equal(effusion.Mask.Count(), CountOutside(effusion.Mask, lung.Mask));
        Assert.True(effusion.Box.CenterY > lung.Box.CenterY, "back of a patient who lies on it");
        Assert.True(effusion.Box.CenterZ < lung.Box.CenterZ);
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => PhantomChestCt.Generate(1, new PhantomChestCtOptions { Orientation = "LRS" }));
        Assert.Throws<ArgumentException>(static () => PhantomChestCt.Generate(1, new PhantomChestCtOptions { Axial = 0 }));
        Assert.Throws<ArgumentException>(static () => PhantomChestCt.Generate(1, new PhantomChestCtOptions { Findings = [new("lung nodule", Side.None)] }));
        Assert.Throws<ArgumentException>(static () => PhantomChestCt.Generate(1, new PhantomChestCtOptions { Findings = [new("hernia", Side.Left)] }));
    }

    private static double WorldX(PhantomChestCt phantom, Box box) => phantom.VoxelToWorld.Apply(box.CenterX - 0.5, box.CenterY - 0.5, box.CenterZ - 0.5).X;

    private static double Mean(PhantomChestCt phantom, string target, Side side)
    {
        var mask = phantom.Anatomy.Single(region => region.Target == target && region.Side == side).Mask;
        return Enumerable.Range(0, phantom.Voxels.Length).Where(at => mask[at]).Average(at => (double)phantom.Voxels[at]);
    }

    private static int CountOutside(Mask inner, Mask outer) => Enumerable.Range(0, (int)inner.Length).Count(at => inner[at] && !outer[at]);
}
