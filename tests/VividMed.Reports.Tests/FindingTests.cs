using VividMed.Taxonomy;

namespace VividMed.Reports.Tests;

public sealed class FindingTests
{
    [Theory]
    [InlineData("Small left pleural effusion.", "pleural effusion", Side.Left)]
    [InlineData("Bilateral pleural effusions.", "pleural effusion", Side.Both)]
    [InlineData("Pleural effusion is seen on the right.", "pleural effusion", Side.Right)]
    [InlineData("Atelectasis in both lower lobes.", "atelectasis", Side.Both)]
    [InlineData("Left and right lower lobe consolidation.", "pulmonary consolidation", Side.Both)]
    [InlineData("In the right lung, a nodule is observed.", "lung nodule", Side.Right)]
    [InlineData("Right basilar opacity.", "pulmonary opacification", Side.Right)]
    [InlineData("Pneumothorax.", "pneumothorax", Side.None)]
    [InlineData("Pleural effusion, measuring 3 cm on the right and 2 cm on the left.", "pleural effusion", Side.Both)]
    [InlineData("Consolidation in the lingula.", "pulmonary consolidation", Side.Left)]
    public void A_finding_takes_the_side_that_its_clause_states(string text, string target, Side side)
    {
        Assert.Equal(side, Reading.Cxr(text).Finding(target).Side);
    }

    [Fact]
    public void Each_finding_of_a_sentence_keeps_its_own_side()
    {
        var report = Reading.Cxr("Atelectasis in the left lower lobe and effusion on the right.");

        Assert.Equal((Side.Left, "lung lower lobe"), (report.Finding("atelectasis").Side, report.Finding("atelectasis").Location));
        Assert.Equal(Side.Right, report.Finding("pleural effusion").Side);
    }

    [Theory]
    [InlineData("Right lung lower lobe superior segment.", "lung lower lobe", Side.Right)]
    [InlineData("Upper lobe of the left lung.", "lung upper lobe", Side.Left)]
    [InlineData("The lungs are clear.", "lung", Side.Both)]
    [InlineData("Middle lobe.", "lung middle lobe", Side.Right)]
    [InlineData("Both adrenal glands are natural.", "adrenal gland", Side.Both)]
    [InlineData("Left atrium is normal.", "atrium", Side.Left)]
    public void Anatomy_takes_its_side(string text, string target, Side side)
    {
        Assert.Equal((side, FindingKind.Anatomy), (Reading.Ct(text).Finding(target).Side, Reading.Ct(text).Finding(target).Kind));
    }

    [Fact]
    public void A_shared_head_serves_every_part_of_a_coordination()
    {
        Assert.Equal(["pleural effusion", "pericardial effusion"], Reading.Ct("Pleural or pericardial effusion was not detected.").Targets());
        Assert.Equal(["lung middle lobe", "lung lower lobe"], Reading.Ct("Right middle and lower lobes.").Targets());
    }

    [Fact]
    public void A_hyphen_compound_names_both_findings()
    {
        var report = Reading.Ct("Pleural effusion-thickening was not detected.");

        Assert.Equal(["pleural effusion", "pleural thickening"], report.Targets());
        Assert.All(report.Findings, static finding => Assert.Equal(Polarity.Absent, finding.Polarity));
    }

    [Theory]
    [InlineData("The cardiac silhouette is enlarged.", Polarity.Present)]
    [InlineData("Heart size is mildly increased.", Polarity.Present)]
    [InlineData("Enlarged heart.", Polarity.Present)]
    [InlineData("Heart size is normal.", Polarity.Absent)]
    [InlineData("The heart is not enlarged.", Polarity.Absent)]
    [InlineData("Mediastinal main vascular structures, heart contour, size are normal.", Polarity.Absent)]
    public void An_enlarged_heart_is_cardiomegaly_and_a_normal_one_is_its_absence(string text, Polarity polarity)
    {
        Assert.Equal(polarity, Reading.Cxr(text).Finding("cardiomegaly").Polarity);
    }

    [Theory]
    [InlineData("The heart is not enlarged.", "heart", "cardiomegaly")]
    [InlineData("The trachea is not deviated.", "trachea", "mediastinal shift")]
    [InlineData("The aorta is not dilated.", "aorta", "aortic enlargement")]
    public void A_denied_state_still_speaks_of_the_structure(string text, string structure, string finding)
    {
        var report = Reading.Cxr(text);

        Assert.Equal(Polarity.Present, report.Finding(structure).Polarity);
        Assert.Equal(Polarity.Absent, report.Finding(finding).Polarity);
    }

    [Fact]
    public void A_state_belongs_to_the_nearest_structure()
    {
        var report = Reading.Ct("The heart is normal, the liver is enlarged.");

        Assert.DoesNotContain(report.Findings, static finding => finding is { Target: "cardiomegaly", Polarity: Polarity.Present });
    }

    [Fact]
    public void A_state_serves_every_coordinated_structure()
    {
        var report = Reading.Ct("Calcified plaques are observed in the aorta and coronary arteries.");

        Assert.Equal(Polarity.Present, report.Finding("vascular calcification").Polarity);
        Assert.Equal(Polarity.Present, report.Finding("coronary artery calcification").Polarity);
    }

    [Fact]
    public void A_phrase_that_only_looks_like_a_finding_is_none()
    {
        Assert.DoesNotContain("pulmonary emphysema", Reading.Cxr("Subcutaneous emphysema in the neck.").Targets());
        Assert.DoesNotContain("pleural effusion", Reading.Ct("Minimal effusion is observed in the pericardial area.").Targets());
    }

    [Fact]
    public void Describing_words_and_sizes_are_kept()
    {
        var finding = Reading.Ct("A 5 mm solitary nodule is observed in the right lung.").Finding("lung nodule");

        Assert.Contains("solitary", finding.Modifiers);
        Assert.Contains("5 mm", finding.Modifiers);
    }

    [Theory]
    [InlineData("A 5mm nodule.", "5mm")]
    [InlineData("A nodule of 3.5 cm.", "3.5 cm")]
    [InlineData("A 12x10 mm nodule.", "12x10 mm")]
    [InlineData("A nodule measuring 12 x 10 x 8 mm.", "12 x 10 x 8 mm")]
    public void A_size_is_kept_as_it_is_written(string text, string size)
    {
        Assert.Contains(size, Reading.Ct(text).Finding("lung nodule").Modifiers);
    }

    [Fact]
    public void A_window_phrase_gives_no_place_to_what_follows_it()
    {
        Assert.Equal("diaphragm", Reading.Ct("When examined in the lung parenchyma window; atelectasis next to the diaphragm.").Finding("atelectasis").Location);
    }

    [Theory]
    [InlineData("Millimetric nodules are observed in the thyroid gland.")]
    [InlineData("A nodule is observed in the left adrenal gland.")]
    public void A_nodule_of_another_organ_is_no_lung_nodule(string text)
    {
        Assert.DoesNotContain("lung nodule", Reading.Ct(text).Targets());
    }

    [Fact]
    public void A_general_density_is_what_the_sentence_explains_it_by()
    {
        Assert.DoesNotContain("increased lung density", Reading.Ct("Density increases consistent with sequelae in the upper lobe.").Targets());
        Assert.Contains("increased lung density", Reading.Ct("Density increases in the upper lobe.").Targets());
        Assert.DoesNotContain("increased lung density", Reading.Ct("Density increases in the perirenal fat planes.").Targets());
    }

    [Fact]
    public void A_place_that_is_no_target_sets_findings_apart_and_is_none_itself()
    {
        Assert.Empty(Reading.Ct("Minimal effusion is observed in the abdomen.").Findings);
    }

    [Theory]
    [InlineData("Calcification is observed in the aortic valve.", "valve calcification")]
    [InlineData("Calcific plaques and stents in the coronary arteries.", "coronary artery calcification")]
    [InlineData("Increase in the thickness of the peribronchial wall.", "peribronchial thickening")]
    [InlineData("Interlobular septal thickness increases in both lungs.", "interlobular septal thickening")]
    public void A_structure_and_its_state_name_one_finding(string text, string target)
    {
        Assert.Equal(Polarity.Present, Reading.Ct(text).Finding(target).Polarity);
    }
}
