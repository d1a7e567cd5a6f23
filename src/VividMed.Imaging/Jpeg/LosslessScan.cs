namespace VividMed.Imaging.Jpeg;

/// <summary>The state of one lossless scan: two rows a component, the one being decoded and the one above it.</summary>
internal sealed class LosslessScan(
    int width, int[] components, LosslessHuffmanTable[] tables, int predictor, int pointTransform, ushort initial)
{
    private readonly ushort[][] _rows = [.. components.Select(_ => new ushort[width])];
    private readonly ushort[][] _above = [.. components.Select(_ => new ushort[width])];

    /// <summary>Indices of this scan's components within the frame.</summary>
    public int[] Components { get; } = components;

    public int PointTransform { get; } = pointTransform;

    /// <summary>
    /// The row last decoded of the scan's <paramref name="index"/>th component, still without the point transform undone.
    /// </summary>
    public ReadOnlySpan<ushort> Row(int index) => _rows[index];

    /// <param name="bits">The entropy-coded data.</param>
    /// <param name="first">Whether this is the first row of the scan or of a restart interval.</param>
    public void DecodeRow(ref JpegBitReader bits, bool first)
    {
        for (var i = 0; i < _rows.Length; i++) (_rows[i], _above[i]) = (_above[i], _rows[i]);
        if (_rows.Length == 1) bits.ReadRow(_rows[0], tables[0]);
        else ReadInterleaved(ref bits);

        for (var i = 0; i < _rows.Length; i++)
        {
            if (first) LosslessPredictor.ReconstructFirst(_rows[i], initial);
            else LosslessPredictor.Reconstruct(_rows[i], _above[i], predictor);
        }
    }

    private void ReadInterleaved(ref JpegBitReader bits)
    {
        for (var x = 0; x < width; x++)
        {
            for (var i = 0; i < _rows.Length; i++) _rows[i][x] = bits.Next(tables[i]);
        }
    }
}
