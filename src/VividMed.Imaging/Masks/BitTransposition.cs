namespace VividMed.Imaging.Masks;

/// <summary>Turns rows of bits into columns, 64 x 64 at a time; squares without a set bit cost their reading alone.</summary>
internal static class BitTransposition
{
    private const int Side = 64;

    /// <summary>One slice with its axes exchanged: y fastest, then x, in a mask of Height x Width.</summary>
    public static Mask Columns(Mask mask, int z)
    {
        var columns = new Mask(mask.Height, mask.Width, 1);
        Span<ulong> square = stackalloc ulong[Side];
        for (var y = 0; y < mask.Height; y += Side)
        {
            var rows = Math.Min(Side, mask.Height - y);
            for (var x = 0; x < mask.Width; x += Side)
            {
                var across = Math.Min(Side, mask.Width - x);
                var any = 0UL;
                for (var row = 0; row < rows; row++)
                {
                    any |= square[row] = Read(mask.Words, x + (mask.Width * (y + row + ((long)mask.Height * z))), across);
                }

                if (any == 0) continue;
                square[rows..].Clear();
                Transpose(square);
                for (var column = 0; column < across; column++) Add(columns.Words, y + ((long)mask.Height * (x + column)), square[column]);
            }
        }

        return columns;
    }

    /// <summary>Exchanges ever smaller quarters of the square: bit c of word r becomes bit r of word c.</summary>
    private static void Transpose(Span<ulong> square)
    {
        var pattern = 0x0000_0000_FFFF_FFFFUL;
        for (var half = Side / 2; half > 0; half /= 2, pattern ^= pattern << half)
        {
            for (var row = 0; row < Side; row = (row + half + 1) & ~half)
            {
                var exchanged = ((square[row] >> half) ^ square[row + half]) & pattern;
                square[row] ^= exchanged << half;
                square[row + half] ^= exchanged;
            }
        }
    }

    /// <summary>Up to 64 bits from any place on.</summary>
    private static ulong Read(ReadOnlySpan<ulong> words, long from, int count)
    {
        var (word, offset) = ((int)(from >> 6), (int)(from & 63));
        var bits = words[word] >> offset;
        if (offset + count > Side) bits |= words[word + 1] << (Side - offset);
        return count == Side ? bits : bits & ((1UL << count) - 1);
    }

    private static void Add(Span<ulong> words, long at, ulong bits)
    {
        var (word, offset) = ((int)(at >> 6), (int)(at & 63));
        words[word] |= bits << offset;
        if (offset > 0 && bits >> (Side - offset) is > 0 and var rest) words[word + 1] |= rest;
    }
}
