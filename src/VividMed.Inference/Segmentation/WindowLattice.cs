namespace VividMed.Inference;

/// <summary>All windows over a prepared volume, z outermost.</summary>
internal sealed record WindowLattice(WindowAxis X, WindowAxis Y, WindowAxis Z)
{
    public int Count => X.Starts.Length * Y.Starts.Length * Z.Starts.Length;

    public int WindowVoxels => X.Window * Y.Window * Z.Window;

    public static WindowLattice Over(PreparedGrid grid, WindowOptions window)
    {
        return new(Axis(grid.X.Length, 0), Axis(grid.Y.Length, 1), Axis(grid.Z.Length, 2));

        WindowAxis Axis(int length, int axis) => new(length, window.Size[axis], window.Overlap, window.SigmaScale, window.Padding);
    }

    /// <summary>The corners (x, y) of the windows of one z level.</summary>
    public IEnumerable<(int X, int Y)> Level() => from y in Y.Starts from x in X.Starts select (x, y);
}
