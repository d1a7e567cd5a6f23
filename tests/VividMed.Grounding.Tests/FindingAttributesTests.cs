using VividMed.Grounding.Alignment;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class FindingAttributesTests
{
    [Theory]
    [InlineData("Left apical pneumothorax.", "pneumothorax", LungZone.Upper)]
    [InlineData("Plate-like atelectasis at the right base.", "atelectasis", LungZone.Lower)]
    [InlineData("Consolidation in the right lower lobe.", "pulmonary consolidation", LungZone.Lower)]
    [InlineData("Bibasilar atelectasis.", "atelectasis", LungZone.Lower)]
    [InlineData("A nodule in the lingula.", "lung nodule", LungZone.Middle)]
    [InlineData("There is a left pleural effusion.", "pleural effusion", LungZone.None)]
    [InlineData("Pneumothorax. The right base is clear.", "pneumothorax", LungZone.None)]
    public void The_level_is_read_from_the_findings_own_sentence(string text, string target, object zone) => Assert.Equal((LungZone)zone, Of(text, target).Zone);

    [Theory]
    [InlineData("A nodule is seen.", 1)]
    [InlineData("There is a small left nodule.", 1)]
    [InlineData("Two nodules are seen.", 2)]
    [InlineData("Nodules are seen.", null)]
    [InlineData("Bilateral nodules are seen.", null)]
    public void No_more_are_meant_than_a_number_or_an_article_tells(string text, int? most) => Assert.Equal(most, Of(text, "lung nodule").Most);

    [Theory]
    [InlineData("A nodule is seen.", null)]
    [InlineData("A single nodule is seen.", 1)]
    [InlineData("Two nodules are seen.", 2)]
    [InlineData("Two bilateral nodules are seen.", 2)]
    [InlineData("Nodules are seen.", null)]
    public void Only_a_number_is_to_be_met(string text, int? count) => Assert.Equal(count, Of(text, "lung nodule").Count);

    [Fact]
    public void What_one_mention_leaves_out_another_of_the_same_finding_tells()
    {
        var report = Cxr("There is a 7 mm nodule in the left upper lobe. The left nodule is new.");
        var nodules = report.Findings.Where(static finding => finding.Target == "lung nodule").ToList();
        var others = FrameMentions.Of(Vocabulary, report, nodules[1]);

        Assert.Equal([nodules[0]], others);
        Assert.Equal(new FindingAttributes(LungZone.Upper, null, null, 7), FindingAttributes.Of(report, nodules[1], others));
    }

    [Theory]
    [InlineData("A 7 mm nodule in the right lung.", 7.0)]
    [InlineData("A nodule measuring 1.2 cm in the right lung.", 12.0)]
    [InlineData("A 12 x 9 mm nodule in the right lung.", 12.0)]
    [InlineData("A nodule in the right lung.", null)]
    public void The_size_is_read_in_millimeters(string text, double? size) => Assert.Equal(size, Of(text, "lung nodule").SizeMm);

    private static FindingAttributes Of(string text, string target)
    {
        var report = Cxr(text);
        return FindingAttributes.Of(report, report.Findings.First(finding => finding.Target == target), []);
    }
}
