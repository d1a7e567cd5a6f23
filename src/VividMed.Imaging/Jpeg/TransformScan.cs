namespace VividMed.Imaging.Jpeg;

/// <summary>
/// Decodes the blocks of one scan of a transformed JPEG, sequential (ITU-T T.81 annex F) or progressive (annex G): the coefficients
/// <paramref name="first"/> to <paramref name="last"/> in zigzag order, of which <paramref name="high"/> bits fewer have come before
/// and all but <paramref name="low"/> bits come now.
/// </summary>
internal sealed class TransformScan(
    bool progressive, int first, int last, int high, int low, CoefficientPlane[] planes, HuffmanTable?[] dc, HuffmanTable?[] ac)
{
    private readonly int[] _predictions = new int[planes.Length];
    private int _emptyBlocks;

    public CoefficientPlane[] Planes { get; } = planes;

    /// <summary>What a restart marker resets.</summary>
    public void Reset()
    {
        Array.Clear(_predictions);
        _emptyBlocks = 0;
    }

    public void DecodeBlock(ref JpegBitReader bits, int index, Span<short> block)
    {
        if (!progressive) Sequential(ref bits, index, block);
        else if (first == 0 && high == 0) block[0] = (short)(NextDc(ref bits, index) << low);
        else if (first == 0) block[0] |= (short)(bits.Bits(1) << low);
        else if (high == 0) FirstAc(ref bits, index, block);
        else RefineAc(ref bits, index, block);
    }

    private int NextDc(ref JpegBitReader bits, int index)
    {
        var category = bits.Symbol(dc[index]!);
        if (category > 16) throw JpegMarkerReader.Malformed("a DC coefficient has too many bits");
        return _predictions[index] += bits.Signed(category);
    }

    private void Sequential(ref JpegBitReader bits, int index, Span<short> block)
    {
        block[0] = (short)NextDc(ref bits, index);
        var table = ac[index]!;
        for (var k = 1; k < 64; k++)
        {
            var symbol = bits.Symbol(table);
            var size = symbol & 15;
            if (size == 0 && symbol != 0xF0) return;
            k += symbol >> 4;
            if (k > 63) throw Beyond();
            block[Zigzag.Natural[k]] = (short)bits.Signed(size);
        }
    }

    private void FirstAc(ref JpegBitReader bits, int index, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        var table = ac[index]!;
        for (var k = first; k <= last; k++)
        {
            var symbol = bits.Symbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                _emptyBlocks = (1 << run) + bits.Bits(run) - 1;
                return;
            }

            k += run;
            if (k > last) throw Beyond();
            if (size > 0) block[Zigzag.Natural[k]] = (short)(bits.Signed(size) << low);
        }
    }

    private void RefineAc(ref JpegBitReader bits, int index, Span<short> block)
    {
        var k = first;
        var table = ac[index]!;
        while (k <= last && _emptyBlocks == 0)
        {
            var symbol = bits.Symbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size > 1) throw JpegMarkerReader.Malformed("a refined coefficient has more than one bit");
            if (size == 0 && run < 15)
            {
                _emptyBlocks = (1 << run) + bits.Bits(run);
                break;
            }

            var value = size == 0 ? 0 : bits.Bits(1) == 1 ? 1 << low : -1 << low;
            k = Refine(ref bits, block, k, run);
            if (value != 0 && k <= last) block[Zigzag.Natural[k]] = (short)value;
            k++;
        }

        if (_emptyBlocks == 0) return;
        Refine(ref bits, block, k, run: 64);
        _emptyBlocks--;
    }

    /// <summary>
    /// Adds a bit to each known coefficient from <paramref name="k"/> on until <paramref name="run"/> unknown ones have been passed;
    /// returns where the next unknown one is.
    /// </summary>
    private int Refine(ref JpegBitReader bits, Span<short> block, int k, int run)
    {
        for (; k <= last; k++)
        {
            ref var coefficient = ref block[Zigzag.Natural[k]];
            if (coefficient == 0)
            {
                if (run-- == 0) break;
            }
            else if (bits.Bits(1) == 1 && (coefficient & (1 << low)) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << low : -1 << low);
            }
        }

        return k;
    }

    private static ImageFormatException Beyond() => JpegMarkerReader.Malformed("a block has coefficients beyond its end");
}
