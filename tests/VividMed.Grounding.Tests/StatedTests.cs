using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class StatedTests
{
    [Theory]
    [InlineData("Left apical pneumothorax.", "pneumothorax", Zone.Upper)]
    [InlineData("Plate-like atelectasis at the right base.", "atelectasis", Zone.Lower)]
    [InlineData("Consolidation in the right lower lobe.", "pulmonary consolidation", Zone.Lower)]
    [InlineData("Bibasilar atelectasis.", "atelectasis", Zone.Lower)]
    [InlineData("A nodule in the lingula.", "lung nodule", Zone.Middle)]
    [InlineData("There is a left pleural effusion.", "pleural effusion", Zone.None)]
    [InlineData("Pneumothorax. The right base is clear.", "pneumothorax", Zone.None)]
    public void The_level_is_read_from_the_findings_own_sentence(string text, string target, object zone) => Assert.Equal((Zone)zone, Of(text, target).Zone);

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
    public void The_size_is_read_in_millimetres(string text, double? size) => Assert.Equal(size, Of(text, "lung nodule").SizeMm);

    private static Stated Of(string text, string target)
    {
        var report = Cxr(text);
        return Stated.Of(report, report.Findings.First(finding => finding.Target == target));
    }
}
