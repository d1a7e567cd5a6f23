namespace VividMed.Imaging.Png.Residuals;

/// <summary>Huffman codes of limited length, and the bits that deflate has for them.</summary>
internal static class CodeLengths
{
    /// <summary>Bits of each symbol's code, 0 for symbols that do not occur. A single symbol gets one bit.</summary>
    /// <param name="counts">How often each symbol occurs.</param>
    /// <param name="limit">The most bits of a code: enough for as many symbols as occur.</param>
    /// <param name="lengths">One a symbol.</param>
    public static void Of(ReadOnlySpan<int> counts, int limit, Span<byte> lengths)
    {
        lengths.Clear();
        var symbols = new List<int>(counts.Length);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) symbols.Add(i);
        }

        if (symbols.Count == 0) return;
        var frequencies = counts.ToArray();
        symbols.Sort((a, b) => frequencies[a] != frequencies[b] ? frequencies[a].CompareTo(frequencies[b]) : a.CompareTo(b));
        var ofLength = Limit(Depths([.. symbols.Select(symbol => (long)frequencies[symbol])]), limit);
        // The rarest symbols get the longest codes.
        var next = 0;
        for (var length = limit; length > 0; length--)
        {
            for (var i = 0; i < ofLength[length]; i++) lengths[symbols[next++]] = (byte)length;
        }
    }

    /// <summary>Each symbol's code with its first bit lowest, as deflate packs them, and its length above: code | length &lt;&lt; 16.</summary>
    public static void Assign(ReadOnlySpan<byte> lengths, Span<uint> codes)
    {
        Span<uint> next = stackalloc uint[17];
        Span<int> ofLength = stackalloc int[16];
        foreach (var length in lengths) ofLength[length]++;
        ofLength[0] = 0;
        for (var length = 1; length < 16; length++) next[length + 1] = (next[length] + (uint)ofLength[length]) << 1;
        for (var i = 0; i < lengths.Length; i++)
        {
            codes[i] = lengths[i] == 0 ? 0 : Reversed(next[lengths[i]]++, lengths[i]) | ((uint)lengths[i] << 16);
        }
    }

    /// <summary>How many symbols lie at each depth of the tree over ascending weights: the two lightest are joined, again and again.</summary>
    private static int[] Depths(long[] weights)
    {
        var leaves = weights.Length;
        var nodes = new long[(2 * leaves) - 1];
        var parents = new int[nodes.Length];
        weights.CopyTo(nodes, 0);
        var (leaf, joined) = (0, leaves);
        for (var made = leaves; made < nodes.Length; made++) nodes[made] = Take(made) + Take(made);

        var depths = new int[nodes.Length];
        var ofDepth = new int[Math.Max(leaves, 2)];
        for (var node = nodes.Length - 2; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
            if (node < leaves) ofDepth[depths[node]]++;
        }

        if (leaves == 1) ofDepth[1] = 1;
        return ofDepth;

        long Take(int parent)
        {
            var lightest = joined >= parent || (leaf < leaves && nodes[leaf] <= nodes[joined]) ? leaf++ : joined++;
            parents[lightest] = parent;
            return nodes[lightest];
        }
    }

    /// <summary>Moves codes that are too long up to the limit, and makes room for them by lengthening the longest of the shorter ones.</summary>
    private static int[] Limit(int[] ofDepth, int limit)
    {
        var ofLength = new int[limit + 1];
        for (var depth = 1; depth < ofDepth.Length; depth++) ofLength[Math.Min(depth, limit)] += ofDepth[depth];
        var taken = 0L;
        for (var length = 1; length <= limit; length++) taken += (long)ofLength[length] << (limit - length);
        for (; taken > 1L << limit; taken--)
        {
            var shorter = limit - 1;
            while (ofLength[shorter] == 0) shorter--;
            ofLength[shorter]--;
            ofLength[shorter + 1] += 2;
            ofLength[limit]--;
        }

        return ofLength;
    }

    private static uint Reversed(uint code, int length)
    {
        var reversed = 0u;
        for (var i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
