namespace VividMed.DurableTask.Tests;

/// <summary>
/// The checked-in list of the official SDK's members (1.25) as far as applications use them, with Microsoft's root namespace
/// left out. A line starts with <c>+</c> (covered here), <c>-</c> (not covered, with the reason) or <c>*</c> (our own
/// addition, with the reason).
/// </summary>
internal sealed record OfficialApi(IReadOnlySet<string> Covered, IReadOnlyDictionary<string, string> NotCovered, IReadOnlyDictionary<string, string> Own)
{
    public static OfficialApi Read()
    {
        ILookup<char, string> lines = File.ReadLines(TestKit.Repository.Path("tests/VividMed.DurableTask.Tests/Api/OfficialApi.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToLookup(line => line[0], line => line[2..]);
        return new(lines['+'].ToHashSet(StringComparer.Ordinal), WithReasons(lines['-']), WithReasons(lines['*']));
    }

    private static Dictionary<string, string> WithReasons(IEnumerable<string> lines) => lines
        .Select(line => line.Split(" # "))
        .ToDictionary(parts => parts[0], parts => parts.Length == 2 ? parts[1] : "", StringComparer.Ordinal);
}
