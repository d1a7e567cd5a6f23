using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>What a model speaks of: its vocabulary, and the targets that reports of each modality mention, by target and side.</summary>
/// <param name="OtherNames">What else targets are called, by their ids.</param>
internal sealed record ModelLanguage(Vocabulary Vocabulary, IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> Targets, IReadOnlyDictionary<string, IReadOnlyList<string>> OtherNames)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Targets for which the model calls an external localizer: its own heads never learn where they lie.</summary>
    public IReadOnlyList<string> Called { get; init; } = [];

    /// <summary>As it is, with a call list.</summary>
    /// <exception cref="TrainingException"><c>bad-call-targets</c>: no report speaks of one, so there is nothing to learn of it.</exception>
    public ModelLanguage Calling(IReadOnlyList<string> targets)
    {
        var known = Targets.Values.SelectMany(static asked => asked).Select(static asked => asked.Target).ToHashSet(StringComparer.Ordinal);
        return targets.FirstOrDefault(target => !known.Contains(target)) is { } stranger
            ? throw new TrainingException("bad-call-targets", $"No report that is learned from speaks of '{stranger}', so nobody can learn when to call a localizer for it: take ids of targets.json.")
            : this with { Called = [.. targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
    }

    /// <summary>As it is, knowing other names of its own targets alone.</summary>
    public ModelLanguage WithNames(IReadOnlyDictionary<string, IReadOnlyList<string>> others)
    {
        var known = Targets.Values.SelectMany(static asked => asked).Select(static asked => asked.Target).ToHashSet(StringComparer.Ordinal);
        return this with { OtherNames = others.Where(pair => known.Contains(pair.Key)).OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>The target of every name that it may be asked by: its own and the others, without a side and with one.</summary>
    public IReadOnlyDictionary<string, string> TargetsByName()
    {
        var targets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in Targets.Values.SelectMany(static asked => asked).Select(static asked => asked.Target).Distinct(StringComparer.Ordinal))
        {
            foreach (var name in OtherNames.GetValueOrDefault(target, []).Prepend(target))
            {
                foreach (var side in (Side[])[Side.None, Side.Left, Side.Right]) targets.TryAdd(AskedTarget.NameOf(name, side), target);
            }
        }

        return targets;
    }

    /// <summary>The other names as a file, by target.</summary>
    public byte[] NamesToJson() => JsonSerializer.SerializeToUtf8Bytes(OtherNames, Json);

    /// <summary>The call list as a file.</summary>
    public byte[] CallsToJson() => JsonSerializer.SerializeToUtf8Bytes(Called, Json);

    /// <summary>The targets as a file, by modality.</summary>
    public byte[] TargetsToJson() => JsonSerializer.SerializeToUtf8Bytes(
        Targets.OrderBy(static pair => pair.Key).ToDictionary(static pair => pair.Key, static pair => pair.Value), Json);

    /// <summary><c>bad-targets</c> for another kind of file.</summary>
    public static IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> ParseTargets(ReadOnlySpan<byte> json) =>
        Parse<Dictionary<Modality, IReadOnlyList<AskedTarget>>>(json, "targets.json does not list targets by modality");

    /// <summary><c>bad-targets</c> for another kind of file.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ParseNames(ReadOnlySpan<byte> json) =>
        Parse<Dictionary<string, IReadOnlyList<string>>>(json, "names.json does not list other names by target");

    /// <summary><c>bad-targets</c> for another kind of file.</summary>
    public static IReadOnlyList<string> ParseCalls(ReadOnlySpan<byte> json) => Parse<List<string>>(json, "calls.json does not list targets");

    private static T Parse<T>(ReadOnlySpan<byte> json, string problem)
        where T : new()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) ?? new T();
        }
        catch (JsonException cause)
        {
            throw new TrainingException("bad-targets", $"{problem}: take the file of the model's own training.", cause);
        }
    }
}
