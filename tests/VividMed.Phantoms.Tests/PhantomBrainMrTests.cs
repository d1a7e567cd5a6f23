using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.BrainMr;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Tests;

/// <summary>Heads whose truth is known to the voxel.</summary>
public sealed class PhantomBrainMrTests
{
    private static readonly PhantomBrainMrOptions Coarse = new() { Spacing = 4 };
    private static readonly string[] Structures = ["brain", "brainstem", "cerebellum", "cerebral hemisphere", "lateral ventricle"];

    [Fact]
    public void The_same_seed_gives_the_same_voxels_and_another_seed_others()
    {
        Assert.Equal(PhantomBrainMr.Generate(5, Coarse).Voxels, PhantomBrainMr.Generate(5, Coarse).Voxels);
        Assert.NotEqual(PhantomBrainMr.Generate(5, Coarse).Voxels, PhantomBrainMr.Generate(6, Coarse).Voxels);
    }

    [Fact]
    public void All_structures_are_there_at_plausible_volumes()
    {
        foreach (var head in Enumerable.Range(0, 8).Select(static seed => PhantomBrainMr.Generate(seed, Coarse with { Findings = [] })))
        {
            Assert.Empty(head.Findings);
            Assert.Equal(Structures, head.Anatomy.Select(static region => region.Target).Distinct().Order(StringComparer.Ordinal));
            Assert.InRange(Milliliters(head, "brain", Side.None), 700, 1900);
            Assert.InRange(Milliliters(head, "lateral ventricle", Side.Left), 3, 40);
            Assert.InRange(Milliliters(head, "cerebral hemisphere", Side.Left) / Milliliters(head, "cerebral hemisphere", Side.Right), 0.85, 1.15);
        }
    }

    [Theory]
    [InlineData("LPS")]
    [InlineData("RAS")]
    [InlineData("PIR")]
    [InlineData("ASL")]
    public void Left_is_left_in_the_world_whatever_the_voxel_order(string orientation)
    {
        var head = PhantomBrainMr.Generate(9, Coarse with { Orientation = orientation, Findings = [new("brain mass", Side.Left), new("subdural collection", Side.Right), new("cerebral infarct", Side.Right)] });
        foreach (var sided in head.Anatomy.Concat(head.Findings).Where(static region => region.Side != Side.None))
        {
            Assert.Equal(sided.Side == Side.Right, WorldX(head, sided.Box) > 0);
        }
    }

    [Fact]
    public void A_mass_and_an_infarct_lie_in_their_hemisphere_and_a_collection_beside_it()
    {
        var head = PhantomBrainMr.Generate(3, Coarse with { Findings = [new("brain mass", Side.Left), new("cerebral infarct", Side.Right), new("subdural collection", Side.Left)] });
        foreach (var inside in (string[])["brain mass", "cerebral infarct"])
        {
            var finding = head.Findings.Single(finding => finding.Target == inside);
            var hemisphere = head.Anatomy.Single(region => region.Target == finding.Location && region.Side == finding.Side);
            Assert.True(finding.Mask.Count() >= 20);
            Assert.Equal(0, Shared(finding.Mask, hemisphere.Mask) - finding.Mask.Count());
        }

        var collection = head.Findings.Single(static finding => finding.Target == "subdural collection");
        Assert.True(collection.Mask.Count() >= 100);
        Assert.All(head.Anatomy, region => Assert.Equal(0, Shared(collection.Mask, region.Mask)));
    }

    [Fact]
    public void Hydrocephalus_is_wide_ventricles()
    {
        var usual = PhantomBrainMr.Generate(4, Coarse with { Findings = [] });
        var wide = PhantomBrainMr.Generate(4, Coarse with { Findings = [new("hydrocephalus", Side.None)] });
        var finding = Assert.Single(wide.Findings);
        Assert.Equal(("hydrocephalus", "lateral ventricle"), (finding.Target, finding.Location));
        Assert.True(finding.Mask.Count() > 2 * (usual.Anatomy.Where(static region => region.Target == "lateral ventricle").Sum(static region => region.Mask.Count())));
    }

    [Fact]
    public void Fluid_is_dark_in_T1_and_bright_in_T2()
    {
        foreach (var (contrast, isBright) in ((MrContrast, bool)[])[(MrContrast.T1, false), (MrContrast.T2, true)])
        {
            var head = PhantomBrainMr.Generate(7, Coarse with { Contrast = contrast, Findings = [new("hydrocephalus", Side.None)] });
            Assert.Equal(isBright, Mean(head, "lateral ventricle", Side.Left) > Mean(head, "cerebral hemisphere", Side.Left));
        }
    }

    [Fact]
    public void Scales_spacings_orientations_and_contrasts_differ_from_scan_to_scan()
    {
        var heads = Enumerable.Range(0, 24).Select(static seed => PhantomBrainMr.Generate(seed, new PhantomBrainMrOptions { Findings = [], Spacing = seed % 2 == 0 ? 5 : null })).ToList();
        Assert.Equal(2, heads.Select(static head => head.Contrast).Distinct().Count());
        Assert.True(heads.Select(static head => AxisCodes.Of(head.VoxelToWorld)).Distinct().Count() >= 4);
        Assert.True(heads.Max(static head => head.Voxels.Max()) > 10 * heads.Min(static head => head.Voxels.Max()));
        Assert.All(heads, static head => Assert.InRange(Math.Max(head.Width, Math.Max(head.Height, head.Depth)), 40, 104));
    }

    [Theory]
    [InlineData("pneumothorax", Side.Left)]
    [InlineData("brain mass", Side.None)]
    public void What_no_head_shows_is_refused(string target, Side side) =>
        Assert.Throws<ArgumentException>(() => PhantomBrainMr.Generate(1, Coarse with { Findings = [new(target, side)] }));

    private static double Milliliters(PhantomBrainMr head, string target, Side side) =>
        head.Anatomy.Single(region => region.Target == target && region.Side == side).Mask.Count() * Math.Abs(head.VoxelToWorld.Determinant) / 1000;

    private static double Mean(PhantomBrainMr head, string target, Side side)
    {
        var mask = head.Anatomy.Single(region => region.Target == target && region.Side == side).Mask;
        return Enumerable.Range(0, head.Voxels.Length).Where(at => mask[at]).Average(at => (double)head.Voxels[at]);
    }

    private static int Shared(Mask one, Mask other) => Enumerable.Range(0, one.Width * one.Height * one.Depth).Count(at => one[at] && other[at]);

    private static double WorldX(PhantomBrainMr head, Box box) => head.VoxelToWorld.Apply(box.CenterX - 0.5, box.CenterY - 0.5, box.CenterZ - 0.5).X;
}
