namespace VividMed.Imaging.Jpeg;

/// <summary>A Huffman table of a transformed JPEG (ITU-T T.81 annex C): codes of up to 16 bits for symbols of one byte.</summary>
internal sealed class HuffmanTable
{
    private const int LookupBits = 9;

    private readonly ushort[] _lookup = new ushort[1 << LookupBits];
    private readonly int[] _firstCode = new int[18];
    private readonly int[] _firstSymbol = new int[18];
    private readonly byte[] _symbols;

    /// <param name="counts">Codes per length 1 to 16.</param>
    /// <param name="symbols">Symbols in order of their codes.</param>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var (code, symbol) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            (_firstCode[length], _firstSymbol[length]) = (code, symbol);
            if (code + counts[length - 1] > 1 << length) throw JpegMarkerReader.Malformed("a Huffman table has more codes than fit");
            for (var i = 0; i < counts[length - 1]; i++, code++, symbol++)
            {
                if (length > LookupBits) continue;
                _lookup.AsSpan(code << (LookupBits - length), 1 << (LookupBits - length)).Fill((ushort)((_symbols[symbol] << 8) | length));
            }
        }

        _firstSymbol[17] = symbol;
    }

    /// <summary>The symbol at the top of 64 bits and the length of its code.</summary>
    public int Decode(ulong window, out int length)
    {
        var entry = _lookup[(int)(window >> (64 - LookupBits))];
        length = entry & 0xFF;
        return length != 0 ? entry >> 8 : DecodeLong(window, out length);
    }

    private byte DecodeLong(ulong window, out int length)
    {
        for (length = LookupBits + 1; length <= 16; length++)
        {
            var index = (int)(window >> (64 - length)) - _firstCode[length];
            if (index >= 0 && index < _firstSymbol[length + 1] - _firstSymbol[length]) return _symbols[_firstSymbol[length] + index];
        }

        throw JpegMarkerReader.Malformed("an invalid Huffman code");
    }
}
