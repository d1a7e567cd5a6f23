using System.Buffers.Binary;

namespace VividMed.Imaging.Png.Residuals;

/// <summary>Bytes that are all as the one before them.</summary>
/// <param name="Start">Within the block, at least 1.</param>
/// <param name="Length">3 to 258, as deflate has them.</param>
internal readonly record struct Run(int Start, int Length)
{
    private const int Longest = 258;
    private const int Shortest = 3;

    /// <summary>
    /// Finds the runs of a block that are worth it, in their order: photographs have hardly any, so only every eighth place is looked at,
    /// and short runs are passed over.
    /// </summary>
    public static void FindAll(ReadOnlySpan<byte> block, List<Run> runs)
    {
        runs.Clear();
        var (at, last) = (1, 0);
        while (at + sizeof(ulong) <= block.Length)
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(block[at..]) != BinaryPrimitives.ReadUInt64LittleEndian(block[(at - 1)..]))
            {
                at += sizeof(ulong);
                continue;
            }

            var start = at;
            while (start - 1 > last && block[start - 2] == block[at]) start--;
            var rest = block[at..].IndexOfAnyExcept(block[at]);
            last = rest < 0 ? block.Length : at + rest;
            for (; last - start >= Shortest; start += Math.Min(Longest, last - start)) runs.Add(new Run(start, Math.Min(Longest, last - start)));
            at = last + 1;
        }
    }
}
