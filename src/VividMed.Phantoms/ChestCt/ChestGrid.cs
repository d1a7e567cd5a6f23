using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// The voxel grid of a scan and where the patient lies in it. Patient coordinates are millimeters of a standard body
/// (x to the right, y to the front, z to the head), so that structures are described once and scaled, turned and shifted here.
/// </summary>
internal sealed class ChestGrid
{
    private readonly double[,] _toPatient = new double[3, 3];
    private readonly double[] _origin = new double[3];
    private readonly double[,] _toVoxel;

    public ChestGrid(PhantomChestCtOptions options, PhantomRandom random)
        : this(
            [options.Sagittal, options.Coronal, options.Axial],
            [options.FieldOfView / options.Sagittal, options.FieldOfView / options.Sagittal, options.Length / options.Axial],
            options.Orientation, ((options.FieldOfView / options.Sagittal) + (options.Length / options.Axial)) / 2, random)
    {
    }

    /// <param name="sizes">Voxels from side to side, from back to front and from foot to head.</param>
    /// <param name="spacings">Of those axes, in mm.</param>
    /// <param name="orientation">Where the three voxel axes point, as three letters of R/L, A/P and S/I.</param>
    /// <param name="softness">Over how many mm two tissues mix at their border.</param>
    /// <param name="turn">How far the patient is turned about the long axis at most, in radians.</param>
    public ChestGrid(int[] sizes, double[] spacings, string orientation, double softness, PhantomRandom random, double turn = 0.07)
    {
        var axes = Axes(orientation);
        var world = new double[3, 4];
        for (var voxelAxis = 0; voxelAxis < 3; voxelAxis++)
        {
            var (axis, sign) = axes[voxelAxis];
            world[axis, voxelAxis] = sign * spacings[axis];
            world[axis, 3] = -sign * spacings[axis] * (sizes[axis] - 1) / 2;
        }

        (Width, Height, Depth) = (sizes[axes[0].Axis], sizes[axes[1].Axis], sizes[axes[2].Axis]);
        Softness = softness;
        VoxelToWorld = new Affine(
            world[0, 0], world[0, 1], world[0, 2], world[0, 3],
            world[1, 0], world[1, 1], world[1, 2], world[1, 3],
            world[2, 0], world[2, 1], world[2, 2], world[2, 3]);
        PlacePatient(world, random, turn);
        _toVoxel = Invert(_toPatient);
    }

    public int Width { get; }

    public int Height { get; }

    public int Depth { get; }

    public Affine VoxelToWorld { get; }

    /// <summary>Over how many mm two tissues mix at their border: about one voxel.</summary>
    public double Softness { get; }

    public (double X, double Y, double Z) ToPatient(double i, double j, double k) => (
        (_toPatient[0, 0] * i) + (_toPatient[0, 1] * j) + (_toPatient[0, 2] * k) + _origin[0],
        (_toPatient[1, 0] * i) + (_toPatient[1, 1] * j) + (_toPatient[1, 2] * k) + _origin[1],
        (_toPatient[2, 0] * i) + (_toPatient[2, 1] * j) + (_toPatient[2, 2] * k) + _origin[2]);

    /// <summary>The nearest voxel's indices; they may lie off the grid.</summary>
    public (int I, int J, int K) ToVoxel(double x, double y, double z)
    {
        var (dx, dy, dz) = (x - _origin[0], y - _origin[1], z - _origin[2]);
        return (Row(0), Row(1), Row(2));

        int Row(int axis) => (int)Math.Round((_toVoxel[axis, 0] * dx) + (_toVoxel[axis, 1] * dy) + (_toVoxel[axis, 2] * dz));
    }

    /// <summary>The voxel ranges [X0, X1) x [Y0, Y1) x [Z0, Z1) that hold a box of patient coordinates, cut to the grid.</summary>
    public (int X0, int X1, int Y0, int Y1, int Z0, int Z1) Range(Box patient)
    {
        Span<double> low = [double.MaxValue, double.MaxValue, double.MaxValue];
        Span<double> high = [double.MinValue, double.MinValue, double.MinValue];
        for (var corner = 0; corner < 8; corner++)
        {
            var x = ((corner & 1) == 0 ? patient.X0 : patient.X1) - _origin[0];
            var y = ((corner & 2) == 0 ? patient.Y0 : patient.Y1) - _origin[1];
            var z = ((corner & 4) == 0 ? patient.Z0 : patient.Z1) - _origin[2];
            for (var axis = 0; axis < 3; axis++)
            {
                var at = (_toVoxel[axis, 0] * x) + (_toVoxel[axis, 1] * y) + (_toVoxel[axis, 2] * z);
                low[axis] = Math.Min(low[axis], at);
                high[axis] = Math.Max(high[axis], at);
            }
        }

        return (First(low[0]), Last(high[0], Width), First(low[1]), Last(high[1], Height), First(low[2]), Last(high[2], Depth));
    }

    private static int First(double low) => Math.Max(0, (int)Math.Floor(low) - 1);

    private static int Last(double high, int size) => Math.Clamp((int)Math.Ceiling(high) + 2, 0, size);

    private void PlacePatient(double[,] world, PhantomRandom random, double turn)
    {
        var size = random.Between(0.90, 1.06);
        double[] scale = [size * random.Between(0.96, 1.04), size * random.Between(0.95, 1.04), size * random.Between(0.95, 1.05)];
        double[] shift = [random.Between(-9, 9), random.Between(-9, 9), random.Between(-10, 10)];
        var (sin, cos) = Math.SinCos(random.Between(-turn, turn));
        for (var column = 0; column < 4; column++)
        {
            var x = world[0, column] - (column == 3 ? shift[0] : 0);
            var y = world[1, column] - (column == 3 ? shift[1] : 0);
            var z = world[2, column] - (column == 3 ? shift[2] : 0);
            Set(column, 0, ((x * cos) + (y * sin)) / scale[0]);
            Set(column, 1, ((y * cos) - (x * sin)) / scale[1]);
            Set(column, 2, z / scale[2]);
        }

        void Set(int column, int row, double value)
        {
            if (column == 3) _origin[row] = value;
            else _toPatient[row, column] = value;
        }
    }

    /// <summary>For each voxel axis the world axis and the direction along it.</summary>
    private static (int Axis, int Sign)[] Axes(string orientation)
    {
        var axes = orientation.Select(static (int Axis, int Sign) (letter) => letter switch
        {
            'R' => (0, 1),
            'L' => (0, -1),
            'A' => (1, 1),
            'P' => (1, -1),
            'S' => (2, 1),
            'I' => (2, -1),
            _ => (-1, 0),
        }).ToArray();
        return axes.Length == 3 && axes.Select(static axis => axis.Axis).Order().SequenceEqual([0, 1, 2])
            ? axes
            : throw new ArgumentException($"{orientation} is no orientation: give three letters of R/L, A/P and S/I", nameof(orientation));
    }

    private static double[,] Invert(double[,] m)
    {
        var inverse = new double[3, 3];
        for (var i = 0; i < 3; i++)
        {
            var (i1, i2) = ((i + 1) % 3, (i + 2) % 3);
            for (var j = 0; j < 3; j++)
            {
                var (j1, j2) = ((j + 1) % 3, (j + 2) % 3);
                inverse[j, i] = (m[i1, j1] * m[i2, j2]) - (m[i1, j2] * m[i2, j1]);
            }
        }

        var determinant = (m[0, 0] * inverse[0, 0]) + (m[0, 1] * inverse[1, 0]) + (m[0, 2] * inverse[2, 0]);
        for (var i = 0; i < 9; i++) inverse[i / 3, i % 3] /= determinant;
        return inverse;
    }
}
