using System.Globalization;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Whether slices, sorted along their normal, lie one behind the other at one distance.</summary>
internal static class SlicePositions
{
    /// <summary>
    /// Positions are written in decimal text, so that steps differ by rounding; by more than this share of a step a slice is missing or
    /// moved.
    /// </summary>
    private const double Regular = 0.1;

    /// <summary>Slices nearer than this, in millimeters, lie at the same place.</summary>
    private const double SamePlace = 1e-2;

    /// <summary>The sideways shift from slice to slice, as a share of the step, from which a gantry was tilted: half a degree.</summary>
    private const double Tilted = 0.0087;

    /// <summary>In degrees; what a device that was never tilted may say of itself.</summary>
    private const double LeastTilt = 0.5;

    /// <summary>A single slice that lies sideways by more than this share of a pixel is of another acquisition.</summary>
    private const double Shifted = 0.5;

    /// <summary>One slice with two faults has two causes, and both are told.</summary>
    /// <param name="slices">At least two, in their order.</param>
    /// <exception cref="ImageFormatException">
    /// <c>duplicate-slices</c>, <c>missing-slices</c>, <c>uneven-slices</c>, <c>gantry-tilt</c> or <c>shifted-slices</c>.
    /// </exception>
    public static void Check(IReadOnlyList<SliceHeader> slices, double[] normal)
    {
        var along = slices.Select(slice => slice.Along(normal)).ToArray();
        (string Code, string Message)[] faults = [.. Duplicates(along), .. Gaps(along), .. Sideways(slices, normal, along)];
        if (faults.Length > 0) throw new ImageFormatException(faults[0].Code, string.Join("; and ", faults.Select(static fault => fault.Message)));
    }

    private static IEnumerable<(string Code, string Message)> Duplicates(double[] along)
    {
        var doubled = along.Zip(along.Skip(1)).Count(static pair => pair.Second - pair.First < SamePlace);
        if (doubled == 0) yield break;
        var place = along.Zip(along.Skip(1)).First(static pair => pair.Second - pair.First < SamePlace).First;
        yield return ("duplicate-slices", Text($"{doubled} of {along.Length} slices lie where another one lies, the first at {place:0.##} mm: two series or phases in one, or copies of a file"));
    }

    /// <summary>Where every gap is a whole number of steps slices are missing; where it is not they were never evenly spaced.</summary>
    private static IEnumerable<(string Code, string Message)> Gaps(double[] along)
    {
        var places = along.Where((place, at) => at == 0 || place - along[at - 1] >= SamePlace).ToArray();
        var steps = places.Zip(places.Skip(1), static (a, b) => b - a).ToArray();
        if (steps.Length == 0) yield break;
        var usual = steps.Order().ElementAt(steps.Length / 2);
        if (Array.TrueForAll(steps, step => Math.Abs(step - usual) <= Regular * usual)) yield break;
        var least = steps.Min();
        var (gap, wide) = (Array.FindIndex(steps, step => Math.Abs(step - least) > Regular * least), steps.Max());
        var missing = Array.TrueForAll(steps, step => Math.Abs((step / least) - Math.Round(step / least)) <= Regular)
            ? steps.Sum(step => Math.Round(step / least) - 1)
            : 0;
        yield return missing > 0
            ? ("missing-slices", Text($"{missing:0} of the series' slices are missing: they are {least:0.###} mm apart, but {steps[gap]:0.###} mm between {places[gap]:0.##} and {places[gap + 1]:0.##} mm; copy the series again"))
            : ("uneven-slices", Text($"the slices are {least:0.###} to {wide:0.###} mm apart, as between {places[gap]:0.##} and {places[gap + 1]:0.##} mm: resample the series to even slices first"));
    }

    /// <summary>
    /// A tilted gantry moves each slice sideways: the voxels form no rectangular grid, and an affine of ours could only pretend it.
    /// </summary>
    private static IEnumerable<(string Code, string Message)> Sideways(IReadOnlyList<SliceHeader> slices, double[] normal, double[] along)
    {
        var shifts = slices.Select(slice => Shift(slices[0], slice, normal)).ToArray();
        var (sideways, height) = (shifts[^1], along[^1] - along[0]);
        if (sideways > Tilted * height && sideways > SamePlace)
        {
            yield return ("gantry-tilt", Text($"the slices are shifted sideways by {Math.Atan2(sideways, height) * 180 / Math.PI:0.#} degrees (gantry tilt), whatever their attribute says; correct the tilt first, for example with dcm2niix"));
        }
        else if (slices.FirstOrDefault(slice => IsUntold(slice.Tilt, normal)) is { Tilt: { } tilt })
        {
            yield return ("gantry-tilt", Text($"a slice says that the gantry was tilted by {tilt:0.#} degrees, and neither its direction nor its position shows it: one of them is wrong; set GantryDetectorTilt to 0 if the tilt was corrected"));
        }
        else if (shifts.Max() > Shifted * slices[0].Spacing.Min())
        {
            yield return ("shifted-slices", Text($"a slice lies {shifts.Max():0.##} mm to the side of the others: two acquisitions in one, or a damaged position"));
        }
    }

    /// <summary>Slices of a tilted gantry lean by as much as it does, by what their directions say.</summary>
    private static bool IsUntold(double? tilt, double[] normal) =>
        tilt is { } degrees && Math.Abs(degrees) > LeastTilt
        && Math.Acos(Math.Min(1, Math.Abs(normal[2]))) * 180 / Math.PI < Math.Abs(degrees) / 2;

    private static double Shift(SliceHeader first, SliceHeader slice, double[] normal)
    {
        var way = slice.Position.Zip(first.Position, static (a, b) => a - b).ToArray();
        var along = SliceHeader.Dot(way, normal);
        return Math.Sqrt(Math.Max(0, SliceHeader.Dot(way, way) - (along * along)));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
