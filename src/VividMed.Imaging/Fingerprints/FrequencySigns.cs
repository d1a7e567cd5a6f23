namespace VividMed.Imaging.Fingerprints;

/// <summary>The signs of a grid's low frequencies, in whole numbers: a sign never hangs on how a machine rounds.</summary>
internal static class FrequencySigns
{
    private const int Side = CellGrid.Side;

    /// <summary>Waves across and down together from which frequencies count: below, all chests are alike.</summary>
    private const int Lowest = 6;

    private const int Highest = 32;

    private static readonly (int Across, int Down)[] Frequencies =
    [
        .. Enumerable.Range(Lowest, Highest - Lowest + 1)
            .SelectMany(static sum => Enumerable.Range(0, sum + 1).Select(across => (across, sum - across)))
            .Take(Fingerprint.Bits),
    ];

    /// <summary>Cosines times 8192, by frequency and place.</summary>
    private static readonly int[][] Cosines =
    [
        .. Enumerable.Range(0, Highest + 1).Select(static frequency => Enumerable.Range(0, Side)
            .Select(place => (int)Math.Round(8192 * Math.Cos(Math.PI * ((2 * place) + 1) * frequency / (2 * Side)))).ToArray()),
    ];

    /// <param name="cells">64 x 64, row by row; their sum is 0.</param>
    public static Fingerprint Of(ReadOnlySpan<int> cells)
    {
        // Across each row first, then down.
        var rows = new long[(Highest + 1) * Side];
        for (var frequency = 0; frequency <= Highest; frequency++)
        {
            var cosines = Cosines[frequency];
            for (var y = 0; y < Side; y++)
            {
                var row = cells.Slice(y * Side, Side);
                var sum = 0L;
                for (var x = 0; x < Side; x++) sum += (long)cosines[x] * row[x];
                rows[(frequency * Side) + y] = sum;
            }
        }

        Span<bool> signs = stackalloc bool[Fingerprint.Bits];
        for (var i = 0; i < signs.Length; i++)
        {
            var column = rows.AsSpan(Frequencies[i].Across * Side, Side);
            var cosines = Cosines[Frequencies[i].Down];
            var sum = 0L;
            for (var y = 0; y < Side; y++) sum += cosines[y] * column[y];
            signs[i] = sum > 0;
        }

        return Fingerprint.Of(signs);
    }
}
