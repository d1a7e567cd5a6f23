using System.Text.Json;
using VividMed.Reports.Documents;
using VividMed.Reports.Labels;

namespace VividMed.Reports.Tests;

public sealed class LabelTests
{
    [Fact]
    public void Labels_tell_present_absent_uncertain_and_not_mentioned()
    {
        var labels = ReportLabels.From(Reading.Cxr("Left pleural effusion. No pneumothorax. Possible pneumonia."), TestTaxonomy.Shipped).Chexpert14;

        Assert.Equal(LabelState.Present, labels["Pleural Effusion"]);
        Assert.Equal(LabelState.Absent, labels["Pneumothorax"]);
        Assert.Equal(LabelState.Uncertain, labels["Pneumonia"]);
        Assert.Equal(LabelState.NotMentioned, labels["Fracture"]);
        Assert.Equal(LabelState.NotMentioned, labels["No Finding"]);
    }

    [Fact]
    public void A_report_that_states_only_absences_and_devices_has_no_finding()
    {
        Assert.Equal(LabelState.Present, ReportLabels.From(Reading.Cxr("No pneumothorax. Pacemaker in place."), TestTaxonomy.Shipped).Chexpert14["No Finding"]);
    }

    [Fact]
    public void A_presence_outweighs_an_absence_elsewhere()
    {
        var labels = ReportLabels.From(Reading.Ct("No nodule in the left lung. A nodule is observed in the right lung."), TestTaxonomy.Shipped).CtRate18;

        Assert.Equal(LabelState.Present, labels["Lung nodule"]);
    }

    [Fact]
    public void An_earlier_finding_is_no_present_one()
    {
        Assert.NotEqual(LabelState.Present, ReportLabels.From(Reading.Cxr("History of pneumothorax."), TestTaxonomy.Shipped).Chexpert14["Pneumothorax"]);
    }

    [Fact]
    public void Every_label_of_both_sets_has_a_target()
    {
        var targets = TestTaxonomy.Shipped.Targets;

        Assert.Equal(ReportLabels.Chexpert14Names.Except([ReportLabels.NoFinding]).Order(StringComparer.Ordinal), targets.Select(static target => target.Chexpert14).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(ReportLabels.CtRate18Names.Order(StringComparer.Ordinal), targets.Select(static target => target.CtRate18).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_has_the_published_shape()
    {
        const string text = "FINDINGS: Small left pleural effusion.";
        using var document = JsonDocument.Parse(ReportTagDocument.From(TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr), text, TestTaxonomy.Shipped).ToJson());
        var root = document.RootElement;

        Assert.Equal("findings", root.GetProperty("sections")[0].GetProperty("name").GetString());
        var finding = root.GetProperty("findings")[0];
        Assert.Equal("Small left pleural effusion", finding.GetProperty("text").GetString());
        Assert.Equal("left", finding.GetProperty("side").GetString());
        Assert.Equal("present", finding.GetProperty("polarity").GetString());
        Assert.Equal("current", finding.GetProperty("temporality").GetString());
        Assert.Equal("abnormality", finding.GetProperty("kind").GetString());
        Assert.Equal("present", root.GetProperty("labels").GetProperty("chexpert14").GetProperty("Pleural Effusion").GetString());
        Assert.Equal("not-mentioned", root.GetProperty("labels").GetProperty("ctRate18").GetProperty("Lung nodule").GetString());
        Assert.Equal(14, root.GetProperty("labels").GetProperty("chexpert14").EnumerateObject().Count());
        Assert.Equal(18, root.GetProperty("labels").GetProperty("ctRate18").EnumerateObject().Count());
    }
}
