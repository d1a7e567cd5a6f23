using VividMed.Reports.Assertions;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tests;

public sealed class AssertionTests
{
    private static readonly AssertionClassifier Classifier = new(ReportLanguage.BuiltIn);

    [Theory]
    [InlineData("No [effusion] or pneumothorax.", Polarity.Absent)]
    [InlineData("No effusion or [pneumothorax].", Polarity.Absent)]
    [InlineData("There is no evidence of [pneumonia].", Polarity.Absent)]
    [InlineData("Lungs are clear without [consolidation].", Polarity.Absent)]
    [InlineData("[Mass] was not detected in both lungs.", Polarity.Absent)]
    [InlineData("[Nodule], mass and consolidation were not observed.", Polarity.Absent)]
    [InlineData("[Pneumothorax] is absent.", Polarity.Absent)]
    [InlineData("Negative for [fracture].", Polarity.Absent)]
    [InlineData("No calcified [nodule].", Polarity.Absent)]
    [InlineData("A [nodule], not calcified, in the right lung.", Polarity.Present)]
    [InlineData("No effusion, but [atelectasis] at the base.", Polarity.Present)]
    [InlineData("A [nodule] is seen and no effusion was detected.", Polarity.Present)]
    [InlineData("Pleural effusion was not observed, [atelectasis] is seen.", Polarity.Present)]
    [InlineData("No change in the [effusion].", Polarity.Present)]
    [InlineData("[Effusion] is present.", Polarity.Present)]
    [InlineData("[Consolidation] compatible with infection.", Polarity.Present)]
    [InlineData("Consistent with [pneumonia]; correlate with clinical picture.", Polarity.Present)]
    [InlineData("Consistent with [pneumonia], to be compared with clinical context.", Polarity.Present)]
    public void Negation_reaches_what_it_should_and_no_further(string text, Polarity polarity)
    {
        Assert.Equal(polarity, Classify(text).Polarity);
    }

    [Theory]
    [InlineData("Possible [pneumonia].")]
    [InlineData("This may represent [pneumonia].")]
    [InlineData("[Pneumonia] cannot be excluded.")]
    [InlineData("Findings concerning for [edema].")]
    [InlineData("Edema ([mediastinitis]?).")]
    [InlineData("Evaluate for [pneumothorax].")]
    [InlineData("In the appropriate clinical setting this is compatible with [pneumonia].")]
    [InlineData("Given the right clinical context, the appearance is consistent with [edema].")]
    [InlineData("Findings are consistent with [pneumonia] in the proper clinical setting.")]
    public void Doubt_questions_and_recommendations_are_uncertain(string text)
    {
        Assert.Equal(Polarity.Uncertain, Classify(text).Polarity);
    }

    [Theory]
    [InlineData("History of [pneumothorax].", Temporality.Historical)]
    [InlineData("Status post [fracture].", Temporality.Historical)]
    [InlineData("Previously seen [opacity] on the left.", Temporality.Historical)]
    [InlineData("Previously seen [opacity] is unchanged.", Temporality.Current)]
    [InlineData("The patient's known [mass] is again seen.", Temporality.Current)]
    [InlineData("In the previous examination, there was a [nodule].", Temporality.Historical)]
    [InlineData("There is a [nodule] at this level in the previous examination.", Temporality.Historical)]
    [InlineData("The [nodule] that was observed in the previous examination is larger.", Temporality.Current)]
    [InlineData("[Nodules] were seen on the earlier chest CT.", Temporality.Historical)]
    [InlineData("There is [scarring] at this level on old CT scans.", Temporality.Historical)]
    [InlineData("On an outside scan (May 2010), the lobe had [consolidation].", Temporality.Historical)]
    [InlineData("The [nodule] was seen on the prior CT and is stable.", Temporality.Current)]
    [InlineData("[Nodule], unchanged from the previous examination 7 years ago.", Temporality.Current)]
    [InlineData("[Effusion] similar in size to that on the previous chest CT.", Temporality.Current)]
    [InlineData("[Effusion], larger than on the prior CT.", Temporality.Current)]
    [InlineData("[Nodule] resected 7 years ago.", Temporality.Historical)]
    [InlineData("History of ulcer, with [nausea] now.", Temporality.Current)]
    [InlineData("1) Gastritis s/p biopsy 2) [Hernia]", Temporality.Current)]
    [InlineData("No history of [seizure].", Temporality.Historical)]
    [InlineData("A 60-year-old woman with [strictures] who presents with pain.", Temporality.Historical)]
    [InlineData("A 60-year-old woman with [strictures].", Temporality.Current)]
    [InlineData("Compared to the prior examination the [effusion] is larger.", Temporality.Current)]
    [InlineData("[Effusion] has increased since the previous study.", Temporality.Current)]
    [InlineData("There is [scarring] at this level in the previous examination (June 2019).", Temporality.Historical)]
    [InlineData("The previously noted [nodule] is smaller.", Temporality.Current)]
    [InlineData("The [nodule] measures 9 mm (6 mm on the prior examination).", Temporality.Current)]
    [InlineData("A [nodule] of 6 mm on the prior examination.", Temporality.Historical)]
    public void Earlier_findings_are_historical_and_comparisons_are_not(string text, Temporality temporality)
    {
        Assert.Equal(temporality, Classify(text).Temporality);
    }

    [Theory]
    [InlineData("Denies [tobacco use].", Temporality.Historical)]
    [InlineData("[Gout].", Temporality.Historical)]
    [InlineData("2. [Hypertension], on two drugs.", Temporality.Historical)]
    [InlineData("We adjusted the drugs for his [asthma].", Temporality.Historical)]
    [InlineData("The chest film shows [asthma] like changes.", Temporality.Current)]
    [InlineData("[Drug reaction].", Temporality.Current)]
    public void Habits_and_listed_standing_conditions_belong_to_the_history(string text, Temporality temporality)
    {
        Assert.Equal(temporality, Classify(text).Temporality);
    }

    [Theory]
    [InlineData("Basal [atelectasis] versus scarring.", Polarity.Uncertain)]
    [InlineData("Opacities most suggestive of [edema].", Polarity.Present)]
    [InlineData("Opacity may be due to [atelectasis].", Polarity.Uncertain)]
    [InlineData("Question [edema].", Polarity.Uncertain)]
    [InlineData("Without significant interval change of the [atelectasis].", Polarity.Present)]
    [InlineData("No effusion seen, dense [nodule] on the left.", Polarity.Present)]
    [InlineData("No effusion seen or [nodule].", Polarity.Absent)]
    [InlineData("Findings are not consistent with [edema].", Polarity.Absent)]
    [InlineData("[Nodes] that did not reach pathological size were observed.", Polarity.Present)]
    [InlineData("Drain stays until the [effusion] has resolved.", Polarity.Present)]
    [InlineData("[Effusion]: none.", Polarity.Absent)]
    [InlineData("No change in the [effusion] or atelectasis.", Polarity.Present)]
    [InlineData("No change in the effusion or [atelectasis].", Polarity.Present)]
    [InlineData("No difference was found in the [effusion] or the atelectasis.", Polarity.Present)]
    [InlineData("Edema and [pneumonia] are in the differential.", Polarity.Uncertain)]
    [InlineData("[Opacities] compatible with edema are not seen.", Polarity.Absent)]
    [InlineData("[Opacities] described on the last film and thought to be compatible with edema were not seen.", Polarity.Absent)]
    [InlineData("The [opacity] is compatible with edema not seen before.", Polarity.Present)]
    [InlineData("[Opacity] compatible with edema, effusion is not seen.", Polarity.Present)]
    [InlineData("[Nodules], none larger than 6 mm.", Polarity.Present)]
    [InlineData("The [mass] (series 4, image 31) is not seen any more.", Polarity.Absent)]
    [InlineData("[Effusion] is not out of the question.", Polarity.Uncertain)]
    [InlineData("[Effusion] is conceivable.", Polarity.Uncertain)]
    [InlineData("[Atelectasis] with possible pneumonia.", Polarity.Present)]
    [InlineData("Atelectasis with possible [pneumonia].", Polarity.Uncertain)]
    [InlineData("[Pneumonia] possible at the left base.", Polarity.Uncertain)]
    [InlineData("[Atelectasis] with or without effusion.", Polarity.Present)]
    [InlineData("Atelectasis with or without [effusion].", Polarity.Uncertain)]
    [InlineData("It is not clear whether there is an [effusion].", Polarity.Uncertain)]
    [InlineData("If there is an [effusion], a lateral film will show it.", Polarity.Uncertain)]
    public void A_cue_reaches_as_far_as_its_clause(string text, Polarity polarity)
    {
        Assert.Equal(polarity, Classify(text).Polarity);
    }

    [Theory]
    [InlineData("Atelectasis is favored over pneumonia.")]
    [InlineData("Atelectasis favored over pneumonia.")]
    [InlineData("Atelectasis is thought to be more likely than pneumonia.")]
    public void One_reading_is_likelier_than_the_other(string text)
    {
        var report = Reading.Cxr(text);

        Assert.Equal(Certainty.Probable, report.Finding("atelectasis").Certainty);
        Assert.Equal(Certainty.Unlikely, report.Finding("pneumonia").Certainty);
    }

    [Theory]
    [InlineData("Pleural effusion - no thickening is found.", "pleural effusion")]
    [InlineData("Pericardial effusion - no thickening is found.", "pericardial effusion")]
    public void A_dash_before_no_denies_what_shares_its_first_word(string text, string target) =>
        Assert.Equal(Polarity.Absent, Reading.Ct(text).Finding(target).Polarity);

    [Fact]
    public void A_dash_before_no_denies_nothing_else() =>
        Assert.Equal(Polarity.Present, Reading.Ct("Pleural effusion - no pneumothorax is found.").Finding("pleural effusion").Polarity);

    [Fact]
    public void What_has_resolved_is_absent_now()
    {
        var assertion = Classify("Previously seen right basilar [atelectasis] has resolved.");

        Assert.Equal((Polarity.Absent, Temporality.Historical), (assertion.Polarity, assertion.Temporality));
    }

    [Fact]
    public void A_relatives_disease_is_not_the_patients()
    {
        Assert.Equal(Experiencer.Family, Classify("Family history of [tuberculosis].").Experiencer);
        Assert.Empty(Reading.Cxr("Family history of tuberculosis.").Findings);
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(2, 2)]
    [InlineData(0, 99)]
    public void A_phrase_outside_the_text_is_refused(int start, int end)
    {
        Assert.Equal("bad-phrase", Assert.Throws<ReportException>(() => Classifier.Classify("No effusion.", new TextSpan(start, end))).Code);
    }

    /// <summary>The assertion of the phrase in square brackets.</summary>
    private static Assertion Classify(string marked)
    {
        var start = marked.IndexOf('[', StringComparison.Ordinal);
        var end = marked.IndexOf(']', StringComparison.Ordinal) - 1;
        return Classifier.Classify(marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), new TextSpan(start, end));
    }
}
