using CsCheck;
using VividMed.Imaging.Overlays;

namespace VividMed.Imaging.Tests.Overlays;

public sealed class ReportPanelTests
{
    private static readonly string[] Words = ["heart", "is", "a", "\n", "cardiomediastinal", " ", "averyveryverylongword"];

    [Fact]
    public void Words_wrap_within_the_width_and_no_letter_is_lost()
    {
        Gen.Select(Gen.Int[0, Words.Length - 1].Select(static i => Words[i]).Array[0, 30], Gen.Int[3, 30]).Sample((words, width) =>
        {
            var text = string.Join(' ', words);
            var lines = ReportPanel.Wrap(text, static line => line.Length, width);
            Assert.All(lines, line => Assert.True(line.End - line.Start <= width));
            var shown = string.Concat(lines.Select(line => text[line.Start..line.End]));
            Assert.Equal(text.Replace(" ", "").Replace("\n", ""), shown.Replace(" ", ""));
        });
    }

    [Fact]
    public void Line_breaks_of_the_text_are_kept() =>
        Assert.Equal([new(0, 1), new(2, 2), new(3, 4)], ReportPanel.Wrap("a\n\nb", static line => line.Length, 10));
}
