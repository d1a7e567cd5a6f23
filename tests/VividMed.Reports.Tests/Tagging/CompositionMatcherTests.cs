using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Tagging;

public sealed class CompositionMatcherTests
{
    public static TheoryData<string> Composed =>
        [.. TestTaxonomy.Shipped.Targets.Where(static target => target.Compositions.Count > 0).Select(static target => target.Id)];

    [Theory]
    [MemberData(nameof(Composed))]
    public void Every_structure_with_every_state_of_its_rule_names_the_finding_and_what_is_said_of_it(string id)
    {
        var target = TestTaxonomy.Shipped.Find(id)!;
        foreach (var rule in target.Compositions)
        {
            Check(rule, rule.States, Polarity.Present);
            Check(rule, rule.Normal, Polarity.Absent);
            Check(rule, rule.Borderline, Polarity.Uncertain);
        }

        void Check(Composition rule, IReadOnlyList<string> states, Polarity polarity)
        {
            foreach (var (structure, state) in rule.Structures.SelectMany(_ => states, static (structure, state) => (structure, state)))
            {
                var text = $"The {structure} {state}.";
                var named = Reading.Cxr(text).Findings.Any(finding => finding.Target == id && finding.Polarity == polarity);
                Assert.True(named || NamesAnother(id, $" {structure} {state} "), text);
            }
        }
    }

    [Theory]
    [InlineData("Calcific plaques are seen in the coronary arteries in the aortic arch.")]
    [InlineData("Calcified plaque in the wall of the aorta in the coronary artery.")]
    [InlineData("Calcific plaques in the arcus and in the coronary arteries.")]
    public void A_state_is_said_of_each_place_that_follows_it(string text) =>
        Assert.Equal(["coronary artery calcification", "vascular calcification"], Reading.Ct(text).Targets().Distinct().Order());

    [Theory]
    [InlineData("The heart; the liver is enlarged.")]
    [InlineData("The liver is enlarged, the heart is seen.")]
    [InlineData("The heart is seen. The liver is enlarged.")]
    public void A_state_reaches_over_no_nearer_structure_and_no_semicolon(string text) =>
        Assert.DoesNotContain("cardiomegaly", Reading.Cxr(text).Targets());

    [Theory]
    [InlineData("Stable cardiomegaly and mediastinal contours.")]
    [InlineData("Stable borderline cardiomegaly, stable mediastinal and hilar contours.")]
    [InlineData("There is stable cardiomegaly and stable mediastinal silhouette.")]
    public void A_state_that_is_said_of_a_finding_swallows_it_for_no_structure_beside_it(string text) =>
        Assert.Equal(Polarity.Present, Reading.Cxr(text).Finding("cardiomegaly").Polarity);

    [Fact]
    public void What_a_state_is_of_goes_on_past_the_finding_that_comes_first() =>
        Assert.Contains("interlobular septal thickening", Reading.Ct("Thickening of parenchymal bands and interlobular septa is observed.").Targets());

    [Theory]
    [InlineData("Enlarged mediastinal lymph nodes.")]
    [InlineData("There are enlarged hilar and mediastinal lymph nodes.")]
    public void A_state_is_that_of_the_noun_and_not_of_its_adjective(string text) => Assert.DoesNotContain("widened mediastinum", Reading.Ct(text).Targets());

    [Fact]
    public void Two_nouns_share_a_state() => Assert.Contains("widened mediastinum", Reading.Ct("The mediastinum and the heart are enlarged.").Targets());

    [Fact]
    public void A_state_before_one_place_is_not_that_of_another_noun() =>
        Assert.Equal(["interlobular septal thickening"], Abnormal("Along the peribronchial area and interlobular septal thickenings are seen."));

    [Fact]
    public void What_is_counted_off_is_one_structure() =>
        Assert.Contains("rib fracture", Reading.Ct("Fractures in the left 4th-6th ribs with callus.").Targets());

    [Fact]
    public void Adjectives_of_one_noun_share_its_state() => Assert.Equal(
        ["interlobular septal thickening", "peribronchial thickening"], Abnormal("Peribronchial and interlobular septal thickening is seen."));

    [Fact]
    public void Where_most_of_a_finding_lies_makes_no_other_one_of_the_place() =>
        Assert.Equal(["pleural thickening"], Abnormal("Pleural thickening is seen, prominent in the interlobular septa."));

    [Theory]
    [InlineData("Effusion is present in the pericardial and left pleural spaces.")]
    [InlineData("Effusion is present in both hemithoraces and in the pericardial space.")]
    public void A_name_that_two_places_share_is_of_both(string text) =>
        Assert.Equal(["pericardial effusion", "pleural effusion"], Abnormal(text));

    [Fact]
    public void A_place_named_after_a_structure_is_not_that_structure() =>
        Assert.DoesNotContain("lymphadenopathy", Reading.Ct("None in pathological size in mediastinal lymph node stations.").Targets());

    [Fact]
    public void What_a_density_in_several_places_is_said_to_be_is_the_finding() => Assert.Equal(
        ["atelectasis"],
        Abnormal("Density increase in the right lung lower lobe posterobasal segment and the left lung upper lobe inferior lingular segment evaluated in favor of atelectasis."));

    [Theory]
    [InlineData("A nodular lesion is observed in the left kidney (cyst?).")]
    [InlineData("Calcifications are observed in the spleen (nodule after infection).")]
    public void What_brackets_say_lies_where_it_is_said_of(string text) => Assert.DoesNotContain("lung nodule", Reading.Ct(text).Targets());

    [Theory]
    [InlineData("Density increases consistent with edema are observed in the perirenal adipose tissue.")]
    [InlineData("An increase in density, compatible with edema, in the fatty tissue of the abdomen.")]
    [InlineData("In the trachea there is a linear density.")]
    [InlineData("Calcifications are observed in the spleen (density increase after infection).")]
    public void A_density_of_another_organ_is_none_of_the_lung(string text) =>
        Assert.DoesNotContain(Reading.Ct(text).Targets(), static target => target is "increased lung density" or "pulmonary edema");

    [Theory]
    [InlineData("Calcified plaques in the aorta, in the coronary arteries.")]
    [InlineData("Calcified plaques in the coronary arteries and the thoracic aorta.")]
    [InlineData("The aorta and the coronary arteries are calcified.")]
    public void A_list_of_structures_shares_its_state(string text)
    {
        var report = Reading.Ct(text);
        Assert.Equal(Polarity.Present, report.Finding("vascular calcification").Polarity);
        Assert.Equal(Polarity.Present, report.Finding("coronary artery calcification").Polarity);
    }

    [Theory]
    [InlineData("No calcified plaques in the aorta and coronary arteries.")]
    [InlineData("No atheroma plaques in the aorta or coronary arteries.")]
    [InlineData("The aorta and coronary arteries are not calcified.")]
    [InlineData("Calcified plaques are not seen in the aorta and coronary arteries.")]
    public void A_denied_state_denies_the_finding_of_each_structure_in_its_list(string text)
    {
        var report = Reading.Ct(text);
        Assert.Equal(Polarity.Absent, report.Finding("vascular calcification").Polarity);
        Assert.Equal(Polarity.Absent, report.Finding("coronary artery calcification").Polarity);
    }

    [Fact]
    public void The_text_of_a_composed_finding_holds_its_state_and_near_structure()
    {
        Assert.Equal("heart size is mildly increased", Reading.Cxr("The heart size is mildly increased.").Finding("cardiomegaly").Text);
        Assert.Single(Reading.Cxr("The heart is enlarged.").Findings, static finding => finding.Target == "cardiomegaly");
    }

    private static IEnumerable<string> Abnormal(string text) =>
        Reading.Ct(text).Findings.Where(static finding => finding.Kind == FindingKind.Abnormality).Select(static finding => finding.Target).Order();

    /// <summary>Whether the words are the name of another finding, which then comes first ("interstitial prominence").</summary>
    private static bool NamesAnother(string id, string words) => TestTaxonomy.Shipped.Targets.Any(
        target => target.Id != id && target.Kind == FindingKind.Abnormality
            && target.Synonyms.Prepend(target.Id).Any(name => words.Contains($" {name}", StringComparison.Ordinal)));
}
