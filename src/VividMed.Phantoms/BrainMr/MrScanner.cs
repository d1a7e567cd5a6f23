namespace VividMed.Phantoms.BrainMr;

/// <summary>
/// What a scanner makes of tissue: a coil that is nearer to one side than to another (the bias field), noise of two channels whose
/// magnitude alone is kept (Rician), and units of its own.
/// </summary>
internal static class MrScanner
{
    private const double Reach = 110;

    public static short[] Digitize(BrainCanvas canvas, PhantomRandom random)
    {
        var grid = canvas.Grid;
        var scale = 60 * Math.Pow(70, random.Uniform());
        var noise = (float)random.Between(0.012, 0.045);
        double[] slope = [random.Between(-0.16, 0.16), random.Between(-0.16, 0.16), random.Between(-0.16, 0.16)];
        var bend = random.Between(-0.12, 0.12);
        var voxels = new short[canvas.Signal.Length];
        var at = 0;
        for (var k = 0; k < grid.Depth; k++)
        {
            for (var j = 0; j < grid.Height; j++)
            {
                for (var i = 0; i < grid.Width; i++, at++)
                {
                    var (x, y, z) = grid.ToPatient(i, j, k);
                    var field = Math.Exp(((slope[0] * x) + (slope[1] * y) + (slope[2] * z)) / Reach + (bend * ((x * x) + (y * y) + (z * z)) / (3 * Reach * Reach)));
                    var (real, imaginary) = (canvas.Signal[at] * field + (noise * random.Normal()), noise * random.Normal());
                    voxels[at] = (short)Math.Clamp(Math.Round(scale * Math.Sqrt((real * real) + (imaginary * imaginary))), 0, short.MaxValue);
                }
            }
        }

        return voxels;
    }
}
