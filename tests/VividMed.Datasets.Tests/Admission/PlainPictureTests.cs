using VividMed.Datasets.Admission;
using VividMed.Imaging;

namespace VividMed.Datasets.Tests.Admission;

/// <summary>Pictures that show nothing, and such that only look poor.</summary>
public sealed class PlainPictureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void An_empty_exposure_shows_nothing(int gray) => Refused(static (_, _, gray) => gray, gray);

    [Fact]
    public void Steps_of_gray_show_nothing() => Refused(static (x, y, _) => 20 * ((x / 6) + (y / 12)));

    [Fact]
    public void A_checkerboard_shows_nothing() => Refused(static (x, y, _) => 255 * ((x + y) % 2));

    [Fact]
    public void A_ramp_along_the_rows_shows_nothing() => Refused(static (x, _, _) => 4 * x);

    [Fact]
    public void A_ramp_down_the_columns_shows_nothing() => Refused(static (_, y, _) => 5 * y);

    [Fact]
    public void One_exposed_corner_of_a_black_picture_is_a_picture() =>
        PlainPicture.Check(Picture(static (x, y, _) => x < 6 && y < 6 ? 3 + x + (6 * y) : 0), "i");

    [Fact]
    public void A_ramp_with_one_pixel_amiss_is_a_picture() =>
        PlainPicture.Check(Picture(static (x, y, _) => (x, y) == (20, 20) ? 0 : 4 * x), "i");

    private static void Refused(Func<int, int, int, int> gray, int given = 0)
    {
        var refused = Assert.Throws<DatasetException>(() => PlainPicture.Check(Picture(gray, given), "i"));
        Assert.Equal("no-picture", refused.Code);
        Assert.StartsWith("image i ", refused.Message, StringComparison.Ordinal);
    }

    private static GrayImage Picture(Func<int, int, int, int> gray, int given = 0) =>
        new(60, 48, [.. Enumerable.Range(0, 60 * 48).Select(i => (byte)gray(i % 60, i / 60, given))]);
}
