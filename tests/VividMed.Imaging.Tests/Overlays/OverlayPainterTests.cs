using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Overlays;

namespace VividMed.Imaging.Tests.Overlays;

public sealed class OverlayPainterTests
{
    private static readonly OverlayColor Orange = OverlayColor.Of(0);

    [Fact]
    public void The_embedded_fonts_have_letters()
    {
        Assert.True(OverlayStyle.Regular.GlyphCount > 300);
        Assert.True(OverlayStyle.Bold.GlyphCount > 300);
        Assert.DoesNotContain((ushort)0, OverlayStyle.Regular.GetGlyphs("Pleuraerguß – 3 × 4 mm ≥ µ"));
    }

    [Fact]
    public void A_box_on_a_radiograph_has_its_color_and_its_place()
    {
        var picture = OverlayPainter.PaintRadiograph(new GrayImage(100, 50, new byte[5000]), [new("x", Orange, Box.Flat(20, 20, 60, 40))], longestSide: 400);
        Assert.Equal((400, 200), (picture.Width, picture.Height));
        Assert.Equal(Orange, At(picture, 160, 160));
        Assert.Equal(Orange, At(picture, 80, 120));
        Assert.Equal(new OverlayColor(0, 0, 0), At(picture, 160, 120));
    }

    [Fact]
    public void The_axial_plane_shows_the_patients_right_on_the_left_and_anterior_on_top()
    {
        var volume = new Volume(10, 10, 10, [.. Enumerable.Repeat(-1000f, 1000)], Affine.Identity);
        var mask = new Mask(10, 10, 10) { [9, 9, 5] = true };
        var picture = OverlayPainter.PaintVolume(volume, [new("right anterior corner", Orange, Mask: mask)], cell: 200);
        var axial = Brightest(picture, 0, 0, 200);
        Assert.InRange(axial.X, 0, 40);
        Assert.InRange(axial.Y, 0, 40);
    }

    [Fact]
    public void Planes_look_the_same_however_the_volume_is_stored()
    {
        var random = new Random(3);
        var ras = new Volume(12, 10, 8, [.. Enumerable.Range(0, 960).Select(_ => (random.NextSingle() * 1400) - 1000)], Affine.Scale(2, 2, 3));
        var lps = new float[960];
        for (var i = 0; i < 960; i++) lps[(11 - (i % 12)) + (12 * (9 - (i / 12 % 10))) + (120 * (i / 120))] = ras.Voxels[i];
        var turned = new Volume(12, 10, 8, lps, new Affine(-2, 0, 0, 22, 0, -2, 0, 18, 0, 0, 3, 0));
        var (first, second) = (OverlayPainter.PaintVolume(ras, [], cell: 120).Pixels, OverlayPainter.PaintVolume(turned, [], cell: 120).Pixels);
        Assert.True(first.Zip(second).All(static pair => Math.Abs(pair.First - pair.Second) <= 1));
    }

    [Fact]
    public void A_report_is_set_beside_the_picture_with_its_phrases_in_color()
    {
        var image = new GrayImage(100, 100, new byte[10_000]);
        var plain = OverlayPainter.PaintRadiograph(image, [], new OverlayText("Findings", "Small left effusion.", []), 300);
        var marked = OverlayPainter.PaintRadiograph(image, [], new OverlayText("Findings", "Small left effusion.", [new(6, 19, Orange)]), 300);
        Assert.True(plain.Width > 700);
        Assert.DoesNotContain(Orange, Colors(plain));
        Assert.Contains(Orange, Colors(marked));
    }

    [Fact]
    public void A_long_report_makes_the_picture_higher_not_the_text_shorter()
    {
        var text = string.Join(' ', Enumerable.Repeat("There is no focal consolidation.", 80));
        var picture = OverlayPainter.PaintRadiograph(new GrayImage(10, 10, new byte[100]), [], new OverlayText("Findings", text, []), 200);
        Assert.True(picture.Height > 1000);
    }

    [Fact]
    public void The_same_input_gives_the_same_picture()
    {
        var image = new GrayImage(30, 30, [.. Enumerable.Range(0, 900).Select(static i => (byte)i)]);
        OverlayRegion[] regions = [new("left lung", Orange, Box.Flat(3, 4, 20, 22)), new("truth", OverlayColor.Of(1), Box.Flat(5, 5, 19, 25), Dashed: true)];
        Assert.Equal(OverlayPainter.PaintRadiograph(image, regions).Pixels, OverlayPainter.PaintRadiograph(image, regions).Pixels);
    }

    private static OverlayColor At(RgbImage image, int x, int y)
    {
        var offset = ((y * image.Width) + x) * 3;
        return new(image.Pixels[offset], image.Pixels[offset + 1], image.Pixels[offset + 2]);
    }

    private static HashSet<OverlayColor> Colors(RgbImage image) =>
        [.. Enumerable.Range(0, image.Width * image.Height).Select(i => At(image, i % image.Width, i / image.Width))];

    /// <summary>The middle of the pixels that are clearly tinted, not gray, within a square.</summary>
    private static (double X, double Y) Brightest(RgbImage image, int left, int top, int size)
    {
        var tinted = new List<(int X, int Y)>();
        for (var y = top; y < top + size; y++)
        {
            for (var x = left; x < left + size; x++)
            {
                var color = At(image, x, y);
                if (color.Red > color.Blue + 30) tinted.Add((x - left, y - top));
            }
        }

        return (tinted.Average(static at => at.X), tinted.Average(static at => at.Y));
    }
}
