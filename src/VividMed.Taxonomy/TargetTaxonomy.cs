using System.Collections.Frozen;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VividMed.Taxonomy;

/// <summary>The closed vocabulary of targets: what reports may name, how models call it, and which labels it counts for.</summary>
public sealed class TargetTaxonomy
{
    private const int MaximumBytes = 4 << 20;

    /// <summary>How the file is read; its JSON schema is derived from this.</summary>
    internal static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly FrozenDictionary<string, Target> _byId;
    private readonly FrozenDictionary<string, Target> _byDetectorClass;
    private readonly FrozenDictionary<string, SidedTarget> _byPrompt;
    private readonly (TargetTaxonomy Chest, TargetTaxonomy Head)? _parts;

    private TargetTaxonomy(IReadOnlyList<Target> targets, string digest, (TargetTaxonomy Chest, TargetTaxonomy Head)? parts = null)
    {
        Targets = targets;
        Digest = digest;
        _parts = parts;
        _byId = targets.ToFrozenDictionary(static target => target.Id, StringComparer.Ordinal);
        _byDetectorClass = targets
            .SelectMany(static target => target.DetectorClasses.Select(name => (name, target)))
            .DistinctBy(static pair => pair.name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(static pair => pair.name, static pair => pair.target, StringComparer.OrdinalIgnoreCase);
        _byPrompt = targets
            .SelectMany(Prompts)
            .DistinctBy(static pair => pair.Prompt, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(static pair => pair.Prompt, static pair => pair.Target, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the file's order, parents before their children.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <exception cref="TaxonomyException">Not the expected JSON, a name twice, or a reference to an unknown target.</exception>
    public static TargetTaxonomy Load(Stream stream)
    {
        var buffer = new byte[MaximumBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > MaximumBytes) throw Bad($"the file has more than {MaximumBytes} bytes");
        var bytes = buffer.AsSpan(0, length);
        var targets = Parse(bytes).Targets;
        Check(targets);
        return new TargetTaxonomy(targets, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>
    /// The file of a modality's vocabulary in the models folder. MR has one of its own: what is said of heads is never read in reports of
    /// chests, and a word added for one changes no sample of the other.
    /// </summary>
    public static string FileOf(Modality modality) => modality == Modality.Mr ? "taxonomy-mr.json" : "taxonomy.json";

    /// <summary>Both vocabularies, for whoever looks targets of any modality up by their ids.</summary>
    /// <exception cref="TaxonomyException">An id is in both.</exception>
    public static TargetTaxonomy Join(TargetTaxonomy chest, TargetTaxonomy head) =>
        chest.Targets.FirstOrDefault(target => head.Find(target.Id) is not null) is { } twice
            ? throw Bad($"'{twice.Id}' is in the vocabulary of the chest and in that of the head")
            : new TargetTaxonomy([.. chest.Targets, .. head.Targets], Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(chest.Digest + head.Digest))), (chest, head));

    /// <summary>The part of joined vocabularies that reports of a modality are read by; a vocabulary that is not joined is its own.</summary>
    public TargetTaxonomy For(Modality modality) => _parts is not var (chest, head) ? this : modality == Modality.Mr ? head : chest;

    /// <summary>By id, in its exact spelling; null where the taxonomy has none.</summary>
    public Target? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The target that a detector class localizes; the first in the file where several share it. Case is ignored.</summary>
    public Target? FindByDetectorClass(string name) => _byDetectorClass.GetValueOrDefault(name);

    /// <summary>
    /// The target and side that a segmenter's prompt outlines; the first in the file where several share it. Case is ignored.
    /// </summary>
    public SidedTarget? FindBySegmenterPrompt(string prompt) => _byPrompt.TryGetValue(prompt, out var found) ? found : null;

    /// <summary>Whether a target is another one or has it among its ancestors.</summary>
    public bool IsA(string id, string ancestor) =>
        id == ancestor || (Find(id) is { } target && target.Parents.Any(parent => IsA(parent, ancestor)));

    private static IEnumerable<(string Prompt, SidedTarget Target)> Prompts(Target target)
    {
        // A structure of one side only (the middle lobe) has the same prompt with the side and without.
        foreach (var side in (Side[])[Side.Left, Side.Right, Side.None])
        {
            if (target.SegmenterPrompts?.For(side) is { } prompt) yield return (prompt, new SidedTarget(target, side));
        }
    }

    private static TaxonomyFile Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var file = JsonSerializer.Deserialize<TaxonomyFile>(bytes, Format);
            if (file is not { Schema: 1, Targets.Count: > 0 }) throw Bad("it holds no targets of schema 1");
            return HasNullInList(bytes) ? throw Bad("a list holds null") : file;
        }
        catch (JsonException reason)
        {
            throw Bad($"it is not the expected JSON at line {reason.LineNumber + 1}", reason);
        }
    }

    /// <summary>The deserializer refuses a null where a member may not be null, and lets it pass in a list.</summary>
    private static bool HasNullInList(ReadOnlySpan<byte> bytes)
    {
        var before = JsonTokenType.None;
        for (var reader = new Utf8JsonReader(bytes); reader.Read(); before = reader.TokenType)
        {
            if (reader.TokenType == JsonTokenType.Null && before != JsonTokenType.PropertyName) return true;
        }

        return false;
    }

    private static void Check(IReadOnlyList<Target> targets)
    {
        var known = new Dictionary<string, Target>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            // A parent stands before its children, so that no cycle can be written.
            if (target.Parents.FirstOrDefault(parent => !known.ContainsKey(parent)) is { } parent)
            {
                throw Bad($"the parent '{parent}' of '{target.Id}' does not stand before it");
            }

            if (!known.TryAdd(target.Id, target)) throw Bad($"'{target.Id}' is there twice");
        }

        foreach (var target in targets)
        {
            string?[] references = [target.ContainerAnatomy, .. target.Plausibility?.Anatomy ?? [], .. target.Plausibility?.Border ?? [], .. target.Elsewhere, .. target.YieldsTo];
            if (references.FirstOrDefault(id => id is not null && !known.ContainsKey(id)) is { } unknown)
            {
                throw Bad($"'{target.Id}' refers to the unknown '{unknown}'");
            }
        }
    }

    private static TaxonomyException Bad(string why, Exception? inner = null) => new($"The taxonomy cannot be used: {why}.", inner);
}

/// <summary>The taxonomy as it lies on disk.</summary>
internal sealed record TaxonomyFile
{
    [JsonPropertyName("$schema")]
    [Description("Where this schema lies, for editors.")]
    public string? SchemaFile { get; init; }

    [Description("The version of the format: 1.")]
    public required int Schema { get; init; }

    [Description("What reports may name, parents before their children.")]
    public required IReadOnlyList<Target> Targets { get; init; }
}
