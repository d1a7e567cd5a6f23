using System.Text.Json.Serialization;

namespace VividMed.Cli;

/// <summary>What a dataset's files are, most frequent kind first.</summary>
internal sealed record CensusReport(long Files, long Bytes, IReadOnlyList<CensusGroup> Groups, IReadOnlyList<CensusFailure> Failures)
{
    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> Rows => Groups.Select(group => (IReadOnlyList<string>)
    [
        group.Kind.Format, group.Kind.Encoding, group.Kind.Pixels, Bits(group.Kind), group.Kind.Type, group.Kind.Note, $"{group.Files:N0}", $"{(double)group.Files / Files:P1}", $"{group.Bytes / 1e9:F2}", Sizes(group),
    ]);

    private static string Bits(CensusKey kind) => kind.BitsAllocated == kind.BitsStored ? $"{kind.BitsAllocated}" : $"{kind.BitsStored} of {kind.BitsAllocated}";

    private static string Sizes(CensusGroup group) =>
        group.Smallest.SequenceEqual(group.Largest) ? Size(group.Smallest) : $"{Size(group.Smallest)} to {Size(group.Largest)}";

    private static string Size(int[] size) => size[2] == 1 ? $"{size[0]} x {size[1]}" : $"{size[0]} x {size[1]} x {size[2]}";
}
