using System.Text.Json.Serialization;

namespace VividMed.Cli.Images.Censuses;

/// <summary>What a dataset's files are, most frequent kind first.</summary>
internal sealed record CensusReport(long Files, long Bytes, IReadOnlyList<CensusGroup> Groups, IReadOnlyList<CensusFailure> Failures)
{
    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> Rows => Groups.Select(group => (IReadOnlyList<string>)
    [
        group.Kind.Format == group.Kind.Encoding ? group.Kind.Format : $"{group.Kind.Format}, {group.Kind.Encoding}", Pixels(group.Kind), $"{group.Files:N0}", $"{(double)group.Files / Files:P1}", $"{group.Bytes / 1e9:F2}", Sizes(group),
    ]);

    private static string Pixels(ImageKind kind)
    {
        var bits = kind.BitsAllocated == 0 ? "" : kind.BitsAllocated == kind.BitsStored ? $"{kind.BitsAllocated} bits" : $"{kind.BitsStored} of {kind.BitsAllocated} bits";
        return string.Join(", ", new[] { kind.Pixels, bits, kind.Type, kind.Note }.Where(static part => part.Length > 0));
    }

    private static string Sizes(CensusGroup group) =>
        group.Smallest.SequenceEqual(group.Largest) ? Size(group.Smallest) : $"{Size(group.Smallest)} to {Size(group.Largest)}";

    private static string Size(int[] size) => size[2] == 1 ? $"{size[0]} x {size[1]}" : $"{size[0]} x {size[1]} x {size[2]}";
}

/// <summary>How many files are alike, and the ranges of what differs. Sizes are width, height, depth in pixels.</summary>
internal sealed record CensusGroup(ImageKind Kind, long Files, long Bytes, int[] Smallest, int[] Largest)
{
    public CensusGroup Plus(long bytes, (int Width, int Height, int Depth) size) => this with
    {
        Files = Files + 1,
        Bytes = Bytes + bytes,
        Smallest = [Math.Min(Smallest[0], size.Width), Math.Min(Smallest[1], size.Height), Math.Min(Smallest[2], size.Depth)],
        Largest = [Math.Max(Largest[0], size.Width), Math.Max(Largest[1], size.Height), Math.Max(Largest[2], size.Depth)],
    };

    public static CensusGroup First(ImageKind kind, long bytes, (int Width, int Height, int Depth) size) =>
        new(kind, 1, bytes, [size.Width, size.Height, size.Depth], [size.Width, size.Height, size.Depth]);
}

/// <summary>How many files could not be read for one reason, and one of them.</summary>
internal sealed record CensusFailure(string Reason, long Files, string Example, string Message);
