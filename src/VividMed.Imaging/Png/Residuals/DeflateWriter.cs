namespace VividMed.Imaging.Png.Residuals;

/// <summary>Writes deflate blocks (RFC 1951) with Huffman codes of their own, and no repetitions but runs.</summary>
/// <param name="output">Where whole bytes go, block by block.</param>
/// <param name="largestBlock">The most bytes of a block.</param>
internal sealed class DeflateWriter(Stream output, int largestBlock) : IDisposable
{
    private const int EndOfBlock = 256;
    private const int Symbols = 286;
    private const int LongestCode = 12;

    /// <summary>A code takes 12 bits at most; the rest is for the block's own codes.</summary>
    private readonly BitWriter _bits = new(output, (largestBlock * 2) + 4096);
    private readonly List<Run> _runs = [];
    private readonly int[] _counts = new int[Symbols];
    private readonly byte[] _lengths = new byte[Symbols];
    private readonly uint[] _codes = new uint[Symbols];

    public void Write(ReadOnlySpan<byte> block, bool isLast)
    {
        Run.FindAll(block, _runs);
        Count(block);
        CodeLengths.Of(_counts, LongestCode, _lengths);
        CodeLengths.Assign(_lengths, _codes);
        BlockHeader.Write(_bits, _lengths, isLast);
        WriteBody(block);
        if (isLast) _bits.End();
        else _bits.Flush();
    }

    public void Dispose() => _bits.Dispose();

    /// <summary>Neighbors are often equal: four counts of each value keep one from waiting for the other.</summary>
    private void Count(ReadOnlySpan<byte> block)
    {
        Span<int> counts = stackalloc int[4 * 256];
        counts.Clear();
        Array.Clear(_counts);
        var from = 0;
        foreach (var run in _runs)
        {
            Count(block[from..run.Start], counts);
            _counts[RunSymbol(run.Length, out _, out _)]++;
            from = run.Start + run.Length;
        }

        Count(block[from..], counts);
        for (var value = 0; value < 256; value++) _counts[value] = counts[value] + counts[256 + value] + counts[512 + value] + counts[768 + value];
        _counts[EndOfBlock] = 1;
    }

    private static void Count(ReadOnlySpan<byte> values, Span<int> counts)
    {
        var first = counts[..256];
        var second = counts[256..512];
        var third = counts[512..768];
        var fourth = counts[768..1024];
        var i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            var four = values.Slice(i, 4);
            first[four[0]]++;
            second[four[1]]++;
            third[four[2]]++;
            fourth[four[3]]++;
        }

        foreach (var value in values[i..]) first[value]++;
    }

    private void WriteBody(ReadOnlySpan<byte> block)
    {
        var from = 0;
        foreach (var run in _runs)
        {
            _bits.AddAll(block[from..run.Start], _codes);
            var symbol = RunSymbol(run.Length, out var extra, out var extraBits);
            Add(symbol);
            _bits.Add(extra, extraBits);
            // The only distance, 1, has the only code: a bit.
            _bits.Add(0, 1);
            from = run.Start + run.Length;
        }

        _bits.AddAll(block[from..], _codes);
        Add(EndOfBlock);
    }

    private void Add(int symbol) => _bits.Add(_codes[symbol] & 0xFFFF, (int)(_codes[symbol] >> 16));

    /// <summary>The symbol of a run's length, with what further bits say of it.</summary>
    private static int RunSymbol(int length, out uint extra, out int extraBits)
    {
        (extra, extraBits) = (0, 0);
        if (length == 258) return 285;
        var above = length - 3;
        if (above < 8) return 257 + above;
        var octave = int.Log2(above);
        extraBits = octave - 2;
        extra = (uint)above & ((1u << extraBits) - 1);
        return 257 + (4 * (octave - 1)) + ((above >> extraBits) & 3);
    }
}
