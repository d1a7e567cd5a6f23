namespace VividMed.Imaging.Png.Residuals;

/// <summary>What stands before a deflate block of its own codes: the length of each code, themselves coded (RFC 1951 section 3.2.7).</summary>
internal static class BlockHeader
{
    private const int FewestLiterals = 257;
    private const int RepeatLast = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;

    /// <summary>The order in which the lengths' own codes are told.</summary>
    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <param name="lengths">Of the codes of literals and lengths; one distance follows, of one bit.</param>
    public static void Write(BitWriter bits, ReadOnlySpan<byte> lengths, bool isLast)
    {
        var literals = Math.Max(FewestLiterals, lengths.LastIndexOfAnyExcept((byte)0) + 1);
        var told = Tell([.. lengths[..literals], 1]);
        Span<int> counts = stackalloc int[19];
        counts.Clear();
        foreach (var (symbol, _, _) in told) counts[symbol]++;
        Span<byte> own = stackalloc byte[19];
        CodeLengths.Of(counts, 7, own);
        Span<uint> codes = stackalloc uint[19];
        CodeLengths.Assign(own, codes);
        var ordered = Order.Length;
        while (ordered > 4 && own[Order[ordered - 1]] == 0) ordered--;

        bits.Add(isLast ? 1u : 0, 1);
        bits.Add(2, 2);
        bits.Add((uint)(literals - FewestLiterals), 5);
        bits.Add(0, 5);
        bits.Add((uint)(ordered - 4), 4);
        foreach (var symbol in Order[..ordered]) bits.Add(own[symbol], 3);
        foreach (var (symbol, extra, extraBits) in told)
        {
            bits.Add(codes[symbol] & 0xFFFF, (int)(codes[symbol] >> 16));
            bits.Add((uint)extra, extraBits);
        }
    }

    /// <summary>Lengths one by one, and where they repeat, how often.</summary>
    private static List<(int Symbol, int Extra, int ExtraBits)> Tell(ReadOnlySpan<byte> lengths)
    {
        var told = new List<(int Symbol, int Extra, int ExtraBits)>(lengths.Length);
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var same = lengths.IndexOfAnyExcept(length) is var other && other < 0 ? lengths.Length : other;
            var taken = 1;
            if (length == 0 && same >= 11) told.Add((ManyZeros, (taken = Math.Min(same, 138)) - 11, 7));
            else if (length == 0 && same >= 3) told.Add((FewZeros, (taken = same) - 3, 3));
            else told.Add((length, 0, 0));
            lengths = lengths[taken..];
            // A repetition counts from the length before it.
            for (same -= taken; length != 0 && same >= 3; same -= taken, lengths = lengths[taken..])
            {
                taken = Math.Min(same, 6);
                told.Add((RepeatLast, taken - 3, 2));
            }
        }

        return told;
    }
}
