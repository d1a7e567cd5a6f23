namespace VividMed.Imaging.Jpeg;

/// <summary>
/// A Huffman table of lossless JPEG. Its symbols are difference categories: the number of bits that follow and hold the difference.
/// Short codes and their difference come from one look-up.
/// </summary>
internal sealed class LosslessHuffmanTable
{
    public const int LookupBits = 12;

    private readonly int[] _firstCode = new int[18];
    private readonly int[] _firstSymbol = new int[18];
    private readonly byte[] _symbols;

    /// <param name="counts">Codes per length 1 to 16.</param>
    /// <param name="symbols">Categories in order of their codes, each at most 16.</param>
    public LosslessHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        if (symbols.ContainsAnyExceptInRange((byte)0, (byte)16))
        {
            throw JpegMarkerReader.Malformed("a lossless Huffman table has symbols above 16");
        }

        _symbols = symbols.ToArray();
        var (code, symbol) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            _firstCode[length] = code;
            _firstSymbol[length] = symbol;
            for (var i = 0; i < counts[length - 1]; i++) AddLookup(code++, length, _symbols[symbol++]);
            if (code > 1 << length) throw JpegMarkerReader.Malformed("a Huffman table has more codes than fit");
        }

        _firstSymbol[17] = symbol;
    }

    /// <summary>By the next <see cref="LookupBits"/> bits: difference x 256 + bits taken, or 0 where the bits do not suffice.</summary>
    public int[] Complete { get; } = new int[1 << LookupBits];

    /// <summary>The difference at the top of 64 bits, and how many bits it takes: at most 32.</summary>
    public int DecodeLong(ulong window, out int taken)
    {
        for (var length = 1; length <= 16; length++)
        {
            var index = (int)(window >> (64 - length)) - _firstCode[length];
            if (index < 0 || index >= _firstSymbol[length + 1] - _firstSymbol[length]) continue;
            var category = _symbols[_firstSymbol[length] + index];
            taken = length + (category & 15);
            return Difference(window << length, category);
        }

        throw JpegMarkerReader.Malformed("an invalid Huffman code");
    }

    private void AddLookup(int code, int length, byte category)
    {
        var taken = length + (category & 15);
        if (taken > LookupBits || code >= 1 << length) return;
        var first = code << (LookupBits - length);
        for (var i = 0; i < 1 << (LookupBits - length); i++)
        {
            var index = first + i;
            Complete[index] = (Difference((ulong)index << (64 - LookupBits + length), category) * 256) + taken;
        }
    }

    /// <summary>Category 16 has no further bits and means 32,768 (ITU-T T.81 table H.2).</summary>
    private static int Difference(ulong bits, int category)
    {
        if (category is 0 or 16) return category << 11;
        var value = (int)(bits >> (64 - category));
        return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }
}
