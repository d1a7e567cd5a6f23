using CsCheck;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Families;
using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Tests.Coordinates;

/// <summary>Boxes go out in every family's numbers and come back within half a bin.</summary>
public sealed class CoordinateFormTests
{
    private static readonly PictureSize Odd = new(1001, 777);

    private static readonly Gen<PictureSize> Sizes = Gen.OneOf(
        Gen.Const(Odd), Gen.Const(new PictureSize(777, 1001)), Gen.Select(Gen.Int[28, 4000], Gen.Int[28, 4000], static (width, height) => new PictureSize(width, height)));

    public static TheoryData<string> Families => [.. ExportFamilies.Names.Where(static name => ExportFamilies.Create(name, new()).Coordinates is not null), "llava unpadded", "llama-factory pixels"];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_box_comes_back_within_half_a_bin(string family) =>
        Boxes(FormOf(family)).Sample(box => IsNear(FormOf(family), box.Box, box.Size), iter: 2000);

    [Theory]
    [MemberData(nameof(Families))]
    public void Boxes_at_the_edges_of_1001_x_777_come_back_and_stay_inside(string family)
    {
        var form = FormOf(family);
        Box[] edges = [Box.Flat(0, 0, 1001, 777), Box.Flat(0, 0, 5, 5), Box.Flat(996, 772, 1001, 777), Box.Flat(0, 772, 5, 777), Box.Flat(996, 0, 1001, 5), Box.Flat(333.3, 0, 700, 777)];
        foreach (var box in edges)
        {
            Assert.True(IsNear(form, box, Odd), $"{family} {box} {string.Join(' ', form.Write(box, Odd))}");
            var back = form.Read(form.Write(box, Odd), Odd);
            var (bx, by) = form.BinOf(Odd);
            Assert.InRange(back.X0, -bx / 2 - 1e-9, 1001);
            Assert.InRange(back.Y1, 0, 777 + (by / 2) + 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void No_box_is_empty_after_rounding(string family) =>
        Gen.Select(Sizes, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 0.001]).Sample((size, x, y, small) =>
        {
            var form = FormOf(family);
            var sliver = BoxFit.Within(Box.Flat(x * (size.Width - 0.01), y * (size.Height - 0.01), (x * (size.Width - 0.01)) + small + 1e-3, (y * (size.Height - 0.01)) + small + 1e-3), size);
            if (sliver is not { } box) return true;
            var numbers = form.Write(box, size);
            return numbers[2] > numbers[0] && numbers[3] > numbers[1] && box.X1 - box.X0 >= 1 - 1e-9 && box.X0 >= 0 && box.X1 <= size.Width && box.Y1 <= size.Height;
        });

    [Fact]
    public void What_each_form_writes_is_what_its_readers_expect()
    {
        var box = Box.Flat(250.25, 194.25, 500.5, 388.5);
        Assert.Equal([250, 250, 500, 500], CoordinateForms.Thousandths.Write(box, Odd));
        Assert.Equal([0.25, 0.25, 0.5, 0.5], CoordinateForms.Unit.Write(box, Odd));
        // The square has 1001 pixels, the picture lies 112 below its upper edge.
        Assert.Equal([306, 250, 500, 500], CoordinateForms.ThousandthsOfSquare.Write(box, Odd));
        Assert.Equal([0.25, 0.306, 0.5, 0.5], CoordinateForms.UnitOfSquare.Write(box, Odd));
        Assert.Equal([250.25, 194.25, 500.5, 388.5], CoordinateForms.Pixels.Write(box, Odd));
        // 1001 x 777 becomes 1008 x 784.
        Assert.Equal([252, 196, 504, 392], CoordinateForms.Resized(SmartResize.Published).Write(box, Odd));
        Assert.Equal(new PictureSize(1008, 784), CoordinateForms.Resized(SmartResize.Published).RefersTo(Odd));
        Assert.Equal(new PictureSize(1001, 1001), CoordinateForms.ThousandthsOfSquare.RefersTo(Odd));
    }

    private static bool IsNear(CoordinateForm form, Box box, PictureSize size)
    {
        var back = form.Read(form.Write(box, size), size);
        var (x, y) = form.BinOf(size);
        var (hx, hy) = ((x / 2) + 1e-6, (y / 2) + 1e-6);
        return Math.Abs(back.X0 - box.X0) <= hx && Math.Abs(back.X1 - box.X1) <= hx && Math.Abs(back.Y0 - box.Y0) <= hy && Math.Abs(back.Y1 - box.Y1) <= hy;
    }

    /// <summary>Boxes of at least a bin and a pixel, edges of the picture among them.</summary>
    private static Gen<(Box Box, PictureSize Size)> Boxes(CoordinateForm form) =>
        from size in Sizes
        let bin = form.BinOf(size)
        from x in Along(size.Width, Math.Max(1, bin.X))
        from y in Along(size.Height, Math.Max(1, bin.Y))
        select (Box.Flat(x.From, y.From, x.To, y.To), size);

    private static Gen<(double From, double To)> Along(double length, double least) =>
        from width in Gen.OneOf(Gen.Double[least, length], Gen.Const(least), Gen.Const(length))
        from place in Gen.OneOf(Gen.Double[0, 1], Gen.Const(0d), Gen.Const(1d))
        select (place * (length - width), (place * (length - width)) + width);

    private static CoordinateForm FormOf(string family) => family switch
    {
        "llava unpadded" => ExportFamilies.Create("llava", new() { TrainerPads = false }).Coordinates!,
        "llama-factory pixels" => ExportFamilies.Create("llama-factory", new() { ResizedPixels = true }).Coordinates!,
        _ => ExportFamilies.Create(family, new()).Coordinates!,
    };
}
