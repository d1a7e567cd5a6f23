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
    public void The_number_is_read_where_one_is_told(string text, int? count) => Assert.Equal(count, Of(text, "lung nodule").Count);

    [Theory]
    [InlineData("A 7 mm nodule in the right lung.", 7.0)]
    [InlineData("A nodule measuring 1.2 cm in the right lung.", 12.0)]
    [InlineData("A 12x9 mm nodule in the right lung.", 12.0)]
    [InlineData("A nodule in the right lung.", null)]
    public void The_size_is_read_in_millimeters(string text, double? size) => Assert.Equal(size, Of(text, "lung nodule").SizeMm);

    private static FindingAttributes Of(string text, string target)
    {
        var report = Cxr(text);
        return FindingAttributes.Of(report, report.Findings.First(finding => finding.Target == target));
    }
}
