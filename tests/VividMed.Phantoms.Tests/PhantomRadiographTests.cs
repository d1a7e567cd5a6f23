using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Tests;

public sealed class PhantomRadiographTests
{
    private static readonly PhantomRadiographOptions Small = new() { Width = 256, Height = 240 };

    [Fact]
    public void The_same_seed_gives_the_same_picture_and_another_seed_another()
    {
        Assert.Equal(PhantomRadiograph.Generate(5, Small).Pixels, PhantomRadiograph.Generate(5, Small).Pixels);
        Assert.NotEqual(PhantomRadiograph.Generate(5, Small).Pixels, PhantomRadiograph.Generate(6, Small).Pixels);
    }

    [Fact]
    public void Every_sided_finding_lies_on_its_side_of_the_picture()
    {
        foreach (var phantom in Enumerable.Range(0, 60).Select(static seed => PhantomRadiograph.Generate(seed, Small)))
        {
            var heart = phantom.Anatomy.Single(static region => region.Target == "heart");
            var (left, right) = (Lung(phantom, Side.Left), Lung(phantom, Side.Right));
            Assert.True(right.Box.CenterX < heart.Box.CenterX && heart.Box.CenterX < left.Box.CenterX);
            foreach (var finding in phantom.Findings.Where(static finding => finding.Side != Side.None))
            {
                var (own, other) = finding.Side == Side.Left ? (left, right) : (right, left);
                Assert.Equal(0, Shared(finding, other));
                Assert.True(Shared(finding, own) > 0.9 * finding.Mask.Count(), $"{finding.Side} {finding.Target}");
            }
        }
    }

    [Fact]
    public void Every_finding_is_large_enough_to_be_seen_and_its_box_is_tight()
    {
        var findings = Enumerable.Range(0, 90).SelectMany(static seed => PhantomRadiograph.Generate(seed, Small).Findings).ToArray();
        Assert.Equal(9, findings.Select(static finding => finding.Target).Distinct().Count());
        Assert.All(findings, static finding =>
        {
            Assert.True(finding.Mask.Count() > 60, finding.Target);
            Assert.Equal(finding.Mask.Bounds(), finding.Box);
        });
    }

    [Fact]
    public void An_enlarged_heart_takes_more_than_half_of_the_chest()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.True(Ratio([new PhantomTarget("cardiomegaly", Side.None)], seed) > 0.53);
            Assert.True(Ratio([], seed) < 0.50);
        }

        static double Ratio(PhantomTarget[] findings, int seed)
        {
            var phantom = PhantomRadiograph.Generate(seed, Small with { Findings = findings });
            var heart = phantom.Anatomy.Single(static region => region.Target == "heart").Box;
            return (heart.X1 - heart.X0) / (Lung(phantom, Side.Left).Box.X1 - Lung(phantom, Side.Right).Box.X0);
        }
    }

    [Fact]
    public void An_enlarged_aortic_arch_is_wider_than_any_normal_one()
    {
        Assert.True(Enumerable.Range(0, 12).Min(static seed => Width(seed, [new("aortic enlargement", Side.None)])) > 1.2 * Enumerable.Range(0, 12).Max(static seed => Width(seed, [])));

        static double Width(int seed, PhantomTarget[] findings)
        {
            var box = PhantomRadiograph.Generate(seed, Small with { Findings = findings }).Anatomy.Single(static region => region.Target == "aortic arch").Box;
            return box.X1 - box.X0;
        }
    }

    [Fact]
    public void Sided_structures_lie_on_their_sides_and_the_arch_on_the_left()
    {
        foreach (var phantom in Enumerable.Range(0, 20).Select(static seed => PhantomRadiograph.Generate(seed, Small)))
        {
            var middle = phantom.Anatomy.Single(static region => region.Target == "trachea").Box.CenterX;
            Assert.All(phantom.Anatomy.Where(static region => region.Side != Side.None), region => Assert.Equal(region.Side == Side.Left, region.Box.CenterX > middle));
            Assert.True(phantom.Anatomy.Single(static region => region.Target == "aortic arch").Box.CenterX > middle);
            Assert.All(phantom.Anatomy, static region => Assert.True(region.Mask.Count() > 100, region.Target));
        }
    }

    [Fact]
    public void Inverting_only_turns_the_stored_values_round()
    {
        var (plain, inverted) = (PhantomRadiograph.Generate(3, Small with { Inverted = false }), PhantomRadiograph.Generate(3, Small with { Inverted = true }));
        Assert.Equal(plain.Pixels, inverted.Pixels.Select(static value => (ushort)(4095 - value)));
    }

    [Fact]
    public void A_lateral_view_shows_no_findings()
    {
        var lateral = PhantomRadiograph.Generate(3, Small with { View = "LATERAL" });
        Assert.Empty(lateral.Findings);
        Assert.True(lateral.Pixels.Max() > 1500);
    }

    [Fact]
    public void Findings_that_need_the_same_zone_are_refused()
    {
        PhantomTarget[] both = [new("pleural effusion", Side.Left), new("atelectasis", Side.Left)];
        Assert.Throws<ArgumentException>(() => PhantomRadiograph.Generate(1, Small with { Findings = both }));
        Assert.Throws<ArgumentException>(static () => PhantomRadiograph.Generate(1, Small with { Width = 10 }));
    }

    private static PhantomRegion Lung(PhantomRadiograph phantom, Side side) =>
        phantom.Anatomy.Single(region => region.Target == "lung" && region.Side == side);

    private static int Shared(PhantomRegion one, PhantomRegion other)
    {
        var shared = 0;
        for (var at = one.Mask.NextSet(0); at >= 0; at = at + 1 < one.Mask.Length ? one.Mask.NextSet(at + 1) : -1)
        {
            if (other.Mask[at]) shared++;
        }

        return shared;
    }
}
