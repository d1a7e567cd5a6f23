namespace VividMed.Imaging.Geometry;

/// <summary>Which way a volume's axes point in the patient, by the letters R, L, A, P, S and I.</summary>
public static class AxisCodes
{
    /// <summary>
    /// Where each index grows towards, such as "LPS" or "RAS". An oblique axis gets the letter of the body axis nearest to it, in index
    /// order, each body axis once, as nibabel does. A map that is not invertible has the code "???".
    /// </summary>
    public static string Of(Affine affine)
    {
        if (!affine.IsInvertible) return "???";

        var axes = Axes(affine);
        return string.Create(3, axes, static (letters, found) =>
        {
            for (var index = 0; index < 3; index++) letters[index] = (found[index].Flip ? "LPI" : "RAS")[found[index].World];
        });
    }

    /// <summary>For each index axis its nearest world axis (0 x, 1 y, 2 z), and whether it runs against it.</summary>
    internal static (int World, bool Flip)[] Axes(Affine a)
    {
        var (i, j, k) = a.Spacing;
        double[][] columns = [[a.Xi / i, a.Yi / i, a.Zi / i], [a.Xj / j, a.Yj / j, a.Zj / j], [a.Xk / k, a.Yk / k, a.Zk / k]];
        var axes = new (int World, bool Flip)[3];
        var free = new List<int> { 0, 1, 2 };
        for (var index = 0; index < 3; index++)
        {
            var column = columns[index];
            var world = free.MaxBy(axis => Math.Abs(column[axis]));
            free.Remove(world);
            axes[index] = (world, column[world] < 0);
        }

        return axes;
    }
}
