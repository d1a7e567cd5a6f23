using VividMed.Imaging.Geometry;

namespace VividMed.Grounding.Anatomy;

/// <summary>
/// What a radiograph's own file says of its directions (DICOM Patient Orientation (0020,0020): where a row and where a column runs to). The
/// usual display, rows to the patient's left and columns to the feet, needs no affine; a mirrored or turned image gets one.
/// </summary>
public static class RadiographGeometry
{
    /// <param name="orientation">The two values as the file has them, such as <c>L</c> and <c>F</c>; of each the first letter
    /// counts.</param>
    /// <param name="spacing">Millimeters a pixel along a row and down a column.</param>
    /// <returns>Null for the usual display, and where the file says nothing that can be used.</returns>
    public static Affine? Of(IReadOnlyList<string> orientation, (double X, double Y) spacing)
    {
        if (orientation is not [{ Length: > 0 } row, { Length: > 0 } column] || Direction(row[0]) is not { } across || Direction(column[0]) is not { } down) return null;
        if (across.Axis == down.Axis || (row[0], column[0]) == ('L', 'F')) return null;
        var normal = 3 - across.Axis - down.Axis;
        double At(int axis, (int Axis, int Sign) direction, double step) => direction.Axis == axis ? direction.Sign * step : 0;
        double[] Line(int axis) => [At(axis, across, spacing.X), At(axis, down, spacing.Y), axis == normal ? 1 : 0];
        var (x, y, z) = (Line(0), Line(1), Line(2));
        return new Affine(x[0], x[1], x[2], 0, y[0], y[1], y[2], 0, z[0], z[1], z[2], 0);
    }

    /// <summary>The RAS+ axis and direction that a letter of DICOM names.</summary>
    private static (int Axis, int Sign)? Direction(char letter) => char.ToUpperInvariant(letter) switch
    {
        'R' => (0, 1),
        'L' => (0, -1),
        'A' => (1, 1),
        'P' => (1, -1),
        'H' => (2, 1),
        'F' => (2, -1),
        _ => null,
    };
}
