using System.Buffers.Binary;

namespace VividMed.Imaging.Codecs;

/// <summary>Gathers the fragments of encapsulated pixel data into frames (PS3.5 annex A.4).</summary>
internal static class FrameFragments
{
    /// <summary>
    /// One frame owns all fragments; as many fragments as frames are the frames; else the offset table tells where frames begin;
    /// without one, every fragment that begins a JPEG or JPEG 2000 codestream begins a frame.
    /// </summary>
    /// <param name="fragments">The basic offset table, then the fragments.</param>
    /// <param name="frames">How many frames the data set claims.</param>
    public static List<ReadOnlyMemory<byte>> Split(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frames)
    {
        if (frames > fragments.Count - 1) throw Disagree(fragments.Count - 1, frames);
        if (frames == 1) return [Join(fragments.Skip(1))];
        var filled = fragments.Skip(1).Where(static fragment => !fragment.IsEmpty).ToList();
        if (filled.Count == frames) return filled;

        var starts = fragments[0].Length == frames * 4L ? TableStarts(fragments) : CodestreamStarts(fragments);
        if (starts.Count != frames) throw Disagree(filled.Count, frames);
        return [.. starts.Zip(starts.Skip(1).Append(fragments.Count), (from, to) => Join(fragments.Skip(from).Take(to - from)))];
    }

    /// <summary>Indices of the fragments whose item begins at an offset of the table; offsets count from the first item's header.</summary>
    private static List<int> TableStarts(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        var offsets = new HashSet<long>();
        for (var at = 0; at < fragments[0].Length; at += 4) offsets.Add(BinaryPrimitives.ReadUInt32LittleEndian(fragments[0].Span[at..]));
        var starts = new List<int>();
        var position = 0L;
        for (var i = 1; i < fragments.Count; i++)
        {
            if (offsets.Contains(position)) starts.Add(i);
            position += 8 + fragments[i].Length;
        }

        return starts;
    }

    /// <summary>
    /// The frames that can be told apart where <see cref="Split"/> gives up: those whose first fragment begins a codestream, up to the
    /// first frame that is missing.
    /// </summary>
    public static List<ReadOnlyMemory<byte>> SplitWhatIsThere(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frames)
    {
        try
        {
            return Split(fragments, frames);
        }
        catch (ImageFormatException) when (CodestreamStarts(fragments) is [1, ..] starts && starts.Count < frames)
        {
            return [.. starts.Zip(starts.Skip(1).Append(fragments.Count), (from, to) => Join(fragments.Skip(from).Take(to - from)))];
        }
    }

    /// <summary>All fragments as one, without the offset table.</summary>
    public static ReadOnlyMemory<byte> JoinAll(IReadOnlyList<ReadOnlyMemory<byte>> fragments) => Join(fragments.Skip(1));

    private static List<int> CodestreamStarts(IReadOnlyList<ReadOnlyMemory<byte>> fragments) =>
        [.. Enumerable.Range(1, fragments.Count - 1).Where(i => fragments[i].Span is [0xFF, 0xD8 or 0x4F, 0xFF, ..])];

    private static ReadOnlyMemory<byte> Join(IEnumerable<ReadOnlyMemory<byte>> fragments)
    {
        var parts = fragments.ToList();
        if (parts.Count == 1) return parts[0];
        var joined = new byte[parts.Sum(static part => (long)part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined.AsMemory(at));
            at += part.Length;
        }

        return joined;
    }

    private static ImageFormatException Disagree(int fragments, int frames) =>
        new("truncated-pixel-data", $"{fragments} fragments cannot be told apart into {frames} frames");
}
