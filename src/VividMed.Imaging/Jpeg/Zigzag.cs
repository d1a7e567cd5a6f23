namespace VividMed.Imaging;

/// <summary>The order in which a JPEG block's coefficients are coded (ITU-T T.81 figure A.6).</summary>
internal static class Zigzag
{
    /// <summary>For each place in the code the place in the block, row by row.</summary>
    public static byte[] Natural { get; } = Walk();

    private static byte[] Walk()
    {
        var order = new byte[64];
        var at = 0;
        for (var diagonal = 0; diagonal < 15; diagonal++)
        {
            for (var step = Math.Max(0, diagonal - 7); step <= Math.Min(7, diagonal); step++)
            {
                var (row, column) = diagonal % 2 == 1 ? (step, diagonal - step) : (diagonal - step, step);
                order[at++] = (byte)((row * 8) + column);
            }
        }

        return order;
    }
}
