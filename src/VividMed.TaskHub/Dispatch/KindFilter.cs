namespace VividMed.TaskHub;

/// <summary>The names (each with versions; none means any) that a worker takes. Without names it takes everything.</summary>
internal sealed class KindFilter
{
    private readonly Dictionary<string, HashSet<string>>? _versions;

    private KindFilter(Dictionary<string, HashSet<string>>? versions) => _versions = versions;

    public static KindFilter Everything { get; } = new(null);

    public static KindFilter Only(IEnumerable<(string Name, IEnumerable<string> Versions)> kinds)
    {
        var versions = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var group in kinds.GroupBy(kind => kind.Name.ToUpperInvariant(), StringComparer.Ordinal))
        {
            var anyVersion = group.Any(kind => !kind.Versions.Any());
            versions[group.Key] = anyVersion ? [] : [.. group.SelectMany(kind => kind.Versions).Select(version => version.ToUpperInvariant())];
        }

        return new(versions);
    }

    public bool Accepts(TaskKind kind) =>
        _versions is null || (_versions.TryGetValue(kind.Name, out var versions) && (versions.Count == 0 || versions.Contains(kind.Version)));
}
