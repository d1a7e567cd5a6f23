namespace VividMed.Cli;

/// <summary>How many files are alike, and the ranges of what differs. Sizes are width, height, depth in pixels.</summary>
internal sealed record CensusGroup(CensusKey Kind, long Files, long Bytes, int[] Smallest, int[] Largest)
{
    public CensusGroup Plus(long bytes, (int Width, int Height, int Depth) size) => this with
    {
        Files = Files + 1,
        Bytes = Bytes + bytes,
        Smallest = [Math.Min(Smallest[0], size.Width), Math.Min(Smallest[1], size.Height), Math.Min(Smallest[2], size.Depth)],
        Largest = [Math.Max(Largest[0], size.Width), Math.Max(Largest[1], size.Height), Math.Max(Largest[2], size.Depth)],
    };

    public static CensusGroup First(CensusKey kind, long bytes, (int Width, int Height, int Depth) size) =>
        new(kind, 1, bytes, [size.Width, size.Height, size.Depth], [size.Width, size.Height, size.Depth]);
}
