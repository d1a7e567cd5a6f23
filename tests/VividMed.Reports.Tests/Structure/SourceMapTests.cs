using CsCheck;
using VividMed.Reports.Structure;

namespace VividMed.Reports.Tests.Structure;

/// <summary>What normalizing changes, and the way back to the text as it was given.</summary>
public sealed class SourceMapTests
{
    private static readonly Gen<string> Report = Gen.OneOf(
        "FINDINGS:", "IMPRESSION:", "LUNGS:", "A   B:", "CT  :", "Reason  for exam:", "heart", "3.5", ".", ":", "___", "____________",
        " ", "  ", "\t", "\n", "\n\n", "\r\n", " \n ", "\u00A0", "\u2028", "\f", "é", "\U0001D518")
        .Array[0, 30].Select(string.Concat);

    private static readonly Gen<ReportStyle> Style = Gen.OneOf(ReportStyle.MimicCxr, ReportStyle.CtRate);

    [Fact]
    public void Only_white_space_changes_and_what_was_normalized_stays_as_it_is() => Gen.Select(Report, Style).Sample(
        static (report, style) =>
        {
            var once = TextNormalizer.Normalize(report, style);
            Assert.Equal(Letters(report), Letters(once));
            Assert.Equal(once, TextNormalizer.Normalize(once, style));
            Assert.DoesNotContain(once, static letter => char.IsWhiteSpace(letter) && letter is not (' ' or '\n'));
            Assert.DoesNotContain("  ", once, StringComparison.Ordinal);
            Assert.Equal(once.Trim(), once);
        },
        iter: 5_000);

    [Fact]
    public void Every_span_of_the_normalized_text_is_found_again_in_the_source() =>
        Gen.Select(Report, Style, Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Sample(
            static (report, style, first, second) =>
            {
                var text = TextNormalizer.Normalize(report, style);
                int[] solid = [.. Enumerable.Range(0, text.Length).Where(i => !char.IsWhiteSpace(text[i]))];
                if (solid.Length == 0) return;
                var (one, other) = (solid[first % solid.Length], solid[second % solid.Length]);
                var (start, end) = (Math.Min(one, other), Math.Max(one, other) + 1);
                var map = new SourceMap(report, text);
                var found = map.Text(map.Locate(start, end));
                Assert.Equal(Letters(text[start..end]), Letters(found));
                Assert.Equal((text[start], text[end - 1]), (found[0], found[^1]));
                Assert.Equal(Letters(text[..start]).Length, Letters(report[..map.Locate(start, end).Start]).Length);
            },
            iter: 5_000);

    [Theory]
    [InlineData("No edema.", "No edemas.")]
    [InlineData("No edema.", "No oedema.")]
    [InlineData("No edema", "No edema.")]
    [InlineData("No edema. Clear.", "No edema.")]
    [InlineData("", "x")]
    public void Texts_that_differ_in_a_letter_are_refused(string source, string normalized) =>
        Assert.Equal("bad-phrase", Assert.Throws<ReportException>(() => new SourceMap(source, normalized)).Code);

    [Fact]
    public void White_space_around_the_source_is_no_difference()
    {
        var map = new SourceMap(" \n No\t edema. \n", "No edema.");
        Assert.Equal("No\t edema.", map.Text(map.Locate(0, 9)));
    }

    private static string Letters(string text) => string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));
}
