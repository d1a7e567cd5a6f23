using System.Globalization;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Whether slices are of one size, pixel spacing, direction and rescale, as one reconstruction makes them.</summary>
internal static class SliceGrid
{
    /// <summary>Spacings and cosines are written in decimal text, and differ by its rounding.</summary>
    private const double Rounding = 1e-3;

    /// <exception cref="ImageFormatException">
    /// <c>mixed-series</c>, <c>mixed-sizes</c>, <c>mixed-orientations</c>, <c>mixed-spacings</c> or <c>varying-rescale</c>.
    /// </exception>
    public static void Check(IReadOnlyList<SliceHeader> slices)
    {
        var first = slices[0];
        Refuse(slices, slice => slice.Series == first.Series, "mixed-series", "belong to another series than the first: they are not one volume");
        Refuse(
            slices, slice => (slice.Rows, slice.Columns) == (first.Rows, first.Columns), "mixed-sizes",
            $"have not the first one's {first.Rows} rows and {first.Columns} columns: they are not one volume");
        Refuse(
            slices, slice => Agree(slice.Orientation, first.Orientation), "mixed-orientations",
            "run in another direction than the first: a localizer or a reformatted plane among them, or two acquisitions");
        Refuse(
            slices, slice => Agree(slice.Spacing, first.Spacing), "mixed-spacings",
            string.Create(CultureInfo.InvariantCulture, $"have not the first one's pixel spacing of {first.Spacing[0]:0.####} x {first.Spacing[1]:0.####} mm"));
        Refuse(
            slices, slice => slice.Rescale == first.Rescale, "varying-rescale",
            "have another rescale slope or intercept than the first: a CT reconstruction has one for all, so they are of several, or were converted one by one; export the series anew");
    }

    private static bool Agree(double[] a, double[] b) => a.Zip(b, static (x, y) => Math.Abs(x - y)).All(static difference => difference < Rounding);

    private static void Refuse(IReadOnlyList<SliceHeader> slices, Func<SliceHeader, bool> fits, string code, string what)
    {
        if (slices.Count(slice => !fits(slice)) is > 0 and var others) throw new ImageFormatException(code, $"{others} of {slices.Count} slices {what}");
    }
}
