using VividMed.Imaging.Masks;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Changes;

namespace VividMed.Training.Tests.Experiments;

public sealed class TruthRegionsTests
{
    private static readonly TruthRegions Truth = new(new PhantomTruth(1,
    [
        new PhantomTruthStudy("hand", "a", "a", "train", [],
        [
            new PhantomTruthImage("i", [Region("nodule", Side.Left, 40), Region("nodule", Side.Right, 8), Region("effusion", Side.Left, 16)], []) { Sha256 = "a" },
        ]),
    ]));

    [Fact]
    public void A_phrase_gets_what_was_drawn_of_its_target_on_its_side()
    {
        var study = Truth.Apply(Studies.Of("a", ("nodule", Side.Left, 0.1f)));
        var region = Assert.Single(study.Regions);
        Assert.Equal([44 / 64f, 36 / 64f, 0.5f, 8 / 64f, 8 / 64f, 1], region.Value.Box);
        Assert.Equal([region.Key], study.Sample.Phrases[0].Regions);
        Assert.Equal("truth", study.Sample.Regions[region.Key].Model);
        Assert.Null(region.Value.Mask); // the detector of findings on radiographs gives boxes alone
    }

    [Fact]
    public void Without_a_side_all_are_meant_and_two_phrases_share_a_region()
    {
        var study = Truth.Apply(Studies.Of("a", ("nodule", Side.None, 0.1f), ("nodule", Side.Right, 0.1f)));
        Assert.Equal(2, study.Regions.Count);
        Assert.Equal(2, study.Sample.Phrases[0].Regions.Count);
        Assert.Contains(study.Sample.Phrases[1].Regions[0], study.Sample.Phrases[0].Regions);
    }

    [Fact]
    public void What_was_not_drawn_has_no_place_and_another_image_stays_as_it_is()
    {
        Assert.Empty(Truth.Apply(Studies.Of("a", ("hernia", Side.None, 0.1f))).Regions);
        var other = Studies.Of("b", ("nodule", Side.Left, 0.1f));
        Assert.Same(other, Truth.Apply(other));
        Assert.Equal((true, false), (Truth.Knows(Studies.Of("a", ("nodule", Side.Left, 0.1f))), Truth.Knows(other)));
    }

    private static PhantomTruthRegion Region(string target, Side side, int x)
    {
        var mask = new Mask(64, 64, 1);
        mask[x, 32, 0] = true;
        return new PhantomTruthRegion(target, side, null, [x, 32, 0, x + 8, 40, 1], RunLengthMask.Encode(mask));
    }
}
