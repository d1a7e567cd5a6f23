using VividMed.Datasets.Admission;
using VividMed.Imaging;
using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Tests;

/// <summary>Radiographs that are shadows of phantom bodies.</summary>
public sealed class ProjectedRadiographTests
{
    private static readonly PhantomRadiographOptions Small = new() { Width = 200, Height = 216, Kind = RadiographKind.Projected };

    /// <summary>Made once: a body takes longer than a drawing.</summary>
    private static readonly Lazy<PhantomRadiograph[]> Some = new(static () => [.. Enumerable.Range(0, 16).Select(static seed => PhantomRadiograph.Generate(seed, Small))]);

    [Fact]
    public void The_same_seed_gives_the_same_picture_and_another_seed_another()
    {
        Assert.Equal(Some.Value[5].Pixels, PhantomRadiograph.Generate(5, Small).Pixels);
        Assert.NotEqual(Some.Value[5].Pixels, Some.Value[6].Pixels);
    }

    [Fact]
    public void It_shows_the_findings_of_the_CT_phantom_of_its_seed()
    {
        var coarse = new PhantomChestCtOptions { Sagittal = 48, Coronal = 48, Axial = 40 };
        for (var seed = 0; seed < Some.Value.Length; seed++)
        {
            Assert.Equal(Names(PhantomChestCt.Generate(seed, coarse).Findings), Names(Some.Value[seed].Findings));
        }

        static string[] Names(IEnumerable<PhantomRegion> regions) => [.. regions.Select(static region => $"{region.Side} {region.Target}")];
    }

    [Fact]
    public void Every_structure_is_there_on_its_side()
    {
        foreach (var phantom in Some.Value)
        {
            Assert.Equal(8, phantom.Anatomy.Count);
            var middle = Of(phantom, "trachea").Box.CenterX;
            Assert.All(phantom.Anatomy.Where(static region => region.Side != Side.None), region => Assert.Equal(region.Side == Side.Left, region.Box.CenterX > middle));
            Assert.True(Of(phantom, "aortic arch").Box.CenterX > middle);
            Assert.True(Of(phantom, "aortic arch").Box.Y0 < Of(phantom, "heart").Box.Y0);
            Assert.True(Of(phantom, "clavicle", Side.Left).Box.CenterY < Of(phantom, "lung", Side.Left).Box.CenterY);
            Assert.All(phantom.Anatomy, static region => Assert.True(region.Mask.Count() > 60 && region.Mask.Bounds() == region.Box, region.Target));
        }
    }

    [Fact]
    public void Every_finding_lies_in_the_lung_of_its_side_and_its_box_is_tight()
    {
        foreach (var phantom in Some.Value)
        {
            foreach (var finding in phantom.Findings)
            {
                Assert.Equal(finding.Mask.Bounds(), finding.Box);
                Assert.Equal(finding.Target == "cardiomegaly" ? "heart" : "lung", finding.Location);
                if (finding.Side == Side.None) continue;
                var (own, other) = (Shared(finding, Of(phantom, "lung", finding.Side)), Shared(finding, Of(phantom, "lung", finding.Side == Side.Left ? Side.Right : Side.Left)));
                Assert.True(own > 0.9 * finding.Mask.Count() && other < 0.02 * finding.Mask.Count(), $"{finding.Side} {finding.Target}: {own} and {other} of {finding.Mask.Count()}");
            }
        }

        static long Shared(PhantomRegion a, PhantomRegion b)
        {
            var count = 0L;
            for (var at = a.Mask.NextSet(0); at >= 0; at = a.Mask.NextSet(at + 1)) count += b.Mask[at] ? 1 : 0;
            return count;
        }
    }

    [Fact]
    public void Fluid_of_a_standing_body_lies_at_the_base()
    {
        foreach (var side in (Side[])[Side.Left, Side.Right])
        {
            var phantom = PhantomRadiograph.Generate(3, Small with { Findings = [new("pleural effusion", side)] });
            var (fluid, lung) = (Assert.Single(phantom.Findings).Box, Of(phantom, "lung", side).Box);
            Assert.True(fluid.Y0 > lung.Y0 + (0.35 * (lung.Y1 - lung.Y0)) && fluid.Y1 > lung.Y1 - 10);
        }
    }

    [Fact]
    public void An_enlarged_heart_takes_more_than_half_of_the_chest()
    {
        for (var seed = 0; seed < 4; seed++)
        {
            Assert.InRange(Ratio([new PhantomTarget("cardiomegaly", Side.None)], seed), 0.52, 0.75);
            Assert.InRange(Ratio([], seed), 0.35, 0.5);
        }

        static double Ratio(PhantomTarget[] findings, int seed)
        {
            var phantom = PhantomRadiograph.Generate(seed, Small with { Findings = findings });
            var heart = Of(phantom, "heart").Box;
            return (heart.X1 - heart.X0) / (Of(phantom, "lung", Side.Left).Box.X1 - Of(phantom, "lung", Side.Right).Box.X0);
        }
    }

    [Fact]
    public void What_is_found_changes_the_picture_where_its_mask_says()
    {
        PhantomTarget[] nodule = [new("lung nodule", Side.Right)];
        var with = PhantomRadiograph.Generate(8, Small with { Findings = nodule, Inverted = false });
        var without = PhantomRadiograph.Generate(8, Small with { Findings = [], Inverted = false });
        var mask = Assert.Single(with.Findings).Mask;

        var (inside, outside) = (Change(true), Change(false));
        Assert.True(inside > 4 * Math.Abs(outside), $"{inside} inside, {outside} outside");

        double Change(bool isInside) => Enumerable.Range(0, with.Pixels.Length).Where(at => mask[at] == isInside).Average(at => with.Pixels[at] - (double)without.Pixels[at]);
    }

    [Fact]
    public void A_lateral_view_shows_no_findings_and_what_a_body_cannot_show_is_refused()
    {
        var lateral = PhantomRadiograph.Generate(3, Small with { View = "LATERAL" });

        Assert.Empty(lateral.Findings.Concat(lateral.Anatomy));
        Assert.True(lateral.Pixels.Distinct().Count() > 500);
        Assert.Throws<ArgumentException>(static () => PhantomRadiograph.Generate(1, Small with { Findings = [new("pneumothorax", Side.Left)] }));
        Assert.Throws<ArgumentException>(static () => PhantomRadiograph.Generate(1, Small with { View = "SKYLINE" }));
    }

    [Fact]
    public void Another_view_of_a_body_shows_the_same_findings_from_the_other_side()
    {
        var (standing, lying) = (PhantomRadiograph.Generate(4, Small), PhantomRadiograph.Generate(104, Small with { View = "AP", Body = 4 }));

        Assert.Equal(standing.Findings.Select(static finding => (finding.Target, finding.Side)), lying.Findings.Select(static finding => (finding.Target, finding.Side)));
        Assert.NotEqual(standing.Pixels, lying.Pixels);
        Assert.True(HeartMm(lying) > 1.02 * HeartMm(standing), $"{HeartMm(standing)} and {HeartMm(lying)}");

        static double HeartMm(PhantomRadiograph phantom) => (Of(phantom, "heart").Box.X1 - Of(phantom, "heart").Box.X0) * phantom.PixelMm;
    }

    [Fact]
    public void It_passes_for_a_picture_that_shows_something() => Assert.All(Some.Value, static phantom => PlainPicture.Check(
        new GrayImage(phantom.Width, phantom.Height, Array.ConvertAll(phantom.Pixels, static value => (byte)(value >> 4))), "phantom"));

    private static PhantomRegion Of(PhantomRadiograph phantom, string target, Side side = Side.None) =>
        phantom.Anatomy.Single(region => region.Target == target && region.Side == side);
}
