using System.Text;
using CsCheck;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Texts;
using VividMed.Exports.Tokens;

namespace VividMed.Exports.Tests.Texts;

/// <summary>Escapes, offsets and token estimates.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("an <image> of", "an &lt;image&gt; of")]
    [InlineData("<|im_start|>", "&lt;|im_start|&gt;")]
    [InlineData("</s><s>", "&lt;/s&gt;&lt;s&gt;")]
    [InlineData("nodule < 5 mm and > 3 mm", "nodule < 5 mm and > 3 mm")]
    [InlineData("size <5mm> here", "size <5mm> here")]
    [InlineData("<<image>>", "<&lt;image&gt;>")]
    public void Words_in_brackets_are_escaped_and_sizes_are_not(string text, string escaped) => Assert.Equal(escaped, TagEscape.Of(text));

    [Fact]
    public void No_text_holds_a_placeholder_after_it_is_escaped() =>
        Gen.OneOf(Gen.Const("<"), Gen.Const(">"), Gen.Const("image"), Gen.Const("<image>"), Gen.Const("<bbox>"), Gen.Const(" "), Gen.Const("|")).Array[0, 12].Sample(parts =>
        {
            var text = TagEscape.Of(string.Concat(parts));
            return !text.Contains("<image>", StringComparison.Ordinal) && !text.Contains("<bbox>", StringComparison.Ordinal);
        });

    [Fact]
    public void Offsets_become_code_points_as_runes_count_them() =>
        Gen.OneOf(Gen.Const("a"), Gen.Const("é"), Gen.Const("\U0001FA7A"), Gen.Const("中")).Array[0, 20].Sample(parts =>
        {
            var text = string.Concat(parts);
            var points = new CodePoints(text);
            var offset = 0;
            for (var i = 0; i <= parts.Length; i++)
            {
                Assert.Equal(i, points.At(offset));
                if (i < parts.Length) offset += parts[i].Length;
            }
        });

    [Fact]
    public void An_offset_within_a_character_is_refused() =>
        Assert.Equal("bad-offsets", Assert.Throws<ExportException>(() => new CodePoints("\U0001FA7A").At(1)).Code);

    [Fact]
    public void No_byte_of_a_text_costs_more_than_a_token() =>
        Gen.OneOf(Gen.Const("a"), Gen.Const(" "), Gen.Const("7"), Gen.Const("é"), Gen.Const("\U0001FA7A"), Gen.Const("中"), Gen.Const("effusion")).Array[0, 40].Sample(parts =>
            TextTokens.Estimate(string.Concat(parts)) is var tokens && tokens >= 0 && tokens <= Encoding.UTF8.GetByteCount(string.Concat(parts)));

    [Fact]
    public void Pictures_cost_what_their_models_document()
    {
        PictureSize size = new(1001, 777);
        Assert.Equal((36 * 28) + 2, TokenRule.Qwen(SmartResize.Published).OfPicture(size));
        Assert.Equal((13 * 256) + 2, TokenRule.InternVl.OfPicture(new(2000, 1500)));
        Assert.Equal(256 + 2, TokenRule.InternVl.OfPicture(new(448, 448)));
        Assert.Equal(576, TokenRule.Llava.OfPicture(size));
        Assert.Equal(258, TokenRule.MedGemma.OfPicture(size));
        Assert.InRange(TextTokens.Estimate("Small left pleural effusion. No pneumothorax."), 9, 20);
    }
}
