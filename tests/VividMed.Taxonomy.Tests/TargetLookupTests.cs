using System.Text;

namespace VividMed.Taxonomy.Tests;

/// <summary>How models' names and parents lead to targets.</summary>
public sealed class TargetLookupTests
{
    private static readonly TargetTaxonomy Taxonomy = TargetTaxonomy.Load(new MemoryStream(Encoding.UTF8.GetBytes("""
        {"schema":1,"targets":[
          {"id":"chest","kind":"anatomy"},
          {"id":"lung","kind":"anatomy","parents":["chest"],"sideable":true,
           "segmenterPrompts":{"none":"lung","left":"left lung","right":"right lung"}},
          {"id":"lung middle lobe","kind":"anatomy","parents":["lung"],"impliedSide":"right",
           "segmenterPrompts":{"none":"right middle lobe","right":"right middle lobe"}},
          {"id":"opacity","kind":"abnormality","detectorClasses":["Lung Opacity"]},
          {"id":"nodule","kind":"abnormality","parents":["opacity"],"detectorClasses":["Nodule/Mass"],"segmenterPrompts":{"none":"Nodule"}},
          {"id":"mass","kind":"abnormality","parents":["opacity","nodule"],"detectorClasses":["nodule/mass","Mass"],
           "segmenterPrompts":{"none":"nodule"}}]}
        """)));

    [Fact]
    public void An_id_is_found_as_it_is_written_and_not_otherwise()
    {
        Assert.Equal("lung", Taxonomy.Find("lung")?.Id);
        Assert.Null(Taxonomy.Find("Lung"));
        Assert.Null(Taxonomy.Find("left lung"));
    }

    [Theory]
    [InlineData("Nodule/Mass", "nodule")]
    [InlineData("NODULE/MASS", "nodule")]
    [InlineData("mass", "mass")]
    [InlineData("lung opacity", "opacity")]
    [InlineData("Lung Opacity ", null)]
    [InlineData("nodule", null)]
    public void A_detector_class_leads_to_the_first_target_that_names_it_in_any_case(string name, string? id) =>
        Assert.Equal(id, Taxonomy.FindByDetectorClass(name)?.Id);

    [Theory]
    [InlineData("left lung", "lung", Side.Left)]
    [InlineData("RIGHT LUNG", "lung", Side.Right)]
    [InlineData("Lung", "lung", Side.None)]
    [InlineData("right middle lobe", "lung middle lobe", Side.Right)]
    [InlineData("nodule", "nodule", Side.None)]
    public void A_prompt_leads_to_a_target_and_its_side(string prompt, string id, Side side) =>
        Assert.Equal((id, side), Taxonomy.FindBySegmenterPrompt(prompt) is { } found ? (found.Target.Id, found.Side) : default);

    [Fact]
    public void A_prompt_of_nobody_leads_nowhere() => Assert.Null(Taxonomy.FindBySegmenterPrompt("spleen"));

    [Theory]
    [InlineData("lung middle lobe", "chest", true)]
    [InlineData("lung middle lobe", "lung", true)]
    [InlineData("mass", "opacity", true)]
    [InlineData("mass", "nodule", true)]
    [InlineData("nodule", "mass", false)]
    [InlineData("lung", "opacity", false)]
    [InlineData("chest", "chest", true)]
    [InlineData("nobody", "nobody", true)]
    [InlineData("nobody", "chest", false)]
    [InlineData("lung", "nobody", false)]
    public void A_target_is_whatever_its_parents_are(string id, string ancestor, bool isA) => Assert.Equal(isA, Taxonomy.IsA(id, ancestor));

    [Theory]
    [InlineData(Side.Left, "left lung")]
    [InlineData(Side.Right, "right lung")]
    [InlineData(Side.None, "lung")]
    [InlineData(Side.Both, "lung")]
    public void The_prompt_of_a_side_is_its_own_and_of_both_the_unsided_one(Side side, string prompt) =>
        Assert.Equal(prompt, Taxonomy.Find("lung")!.SegmenterPrompts!.For(side));
}
