using VividMed.Grounding.Targets;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class LocalizationTargetsTests
{
    [Fact]
    public void A_radiograph_asks_for_detector_targets_stated_as_present()
    {
        var targets = LocalizationTargets.For(Cxr("Left pleural effusion. No pneumothorax. The heart is enlarged. Possible pneumonia. Pacemaker in place."), Vocabulary, Modality.Cxr);

        Assert.Equal([new("pleural effusion", Side.None), new("cardiomegaly", Side.None)], targets);
    }

    [Fact]
    public void An_anatomy_segmenter_for_radiographs_adds_anatomy_lungs_and_heart()
    {
        var targets = LocalizationTargets.For(Cxr("Left pleural effusion. The right clavicle is intact."), Vocabulary, Modality.Cxr, radiographAnatomy: true);

        Assert.Equal([new("pleural effusion", Side.None), new("clavicle", Side.Right), new("lung", Side.Left), new("lung", Side.Right), new("heart", Side.None)], targets);
    }

    [Fact]
    public void A_volume_asks_by_side_and_for_the_anatomy_around_what_has_no_prompt()
    {
        var targets = LocalizationTargets.For(Ct("Atelectasis is observed in both lungs. Pleural effusion is observed. The trachea is normal. Consolidation is seen in the right lung lower lobe."), Vocabulary, Modality.Ct);

        Assert.Equal(
            [
                new("lung", Side.Left), new("lung", Side.Right), new("pleural effusion", Side.None), new("trachea", Side.None), new("lung lower lobe", Side.Right),
            ],
            targets);
    }

    [Fact]
    public void A_mass_asks_for_the_class_it_shares_with_nodules()
    {
        Assert.Equal([new("lung nodule", Side.None)], LocalizationTargets.For(Cxr("There is a mass."), Vocabulary, Modality.Cxr));
    }

    [Fact]
    public void Every_asked_prompt_exists_in_the_taxonomy()
    {
        foreach (var target in Vocabulary.Targets)
        {
            foreach (var asked in LocalizationTargets.For(Ct($"Right {target.Id} is observed."), Vocabulary, Modality.Ct))
            {
                var prompts = Vocabulary.Find(asked.Target)!.SegmenterPrompts!;
                Assert.NotNull(asked.Side == Side.None ? prompts.None : prompts.For(asked.Side));
            }
        }
    }
}
