using System.Text.Json;
using System.Text.Json.Nodes;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Manifests;

/// <summary>The manifests that the how-to page shows are manifests: each fragment, laid over a model of its kind, is read and breaks no rule.</summary>
public sealed class HowToTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/how-to/use-your-own-models.md"));

    public static TheoryData<string> Fragments => [.. Page.Split("```json\n").Skip(1).Select(static rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_fragment_is_a_valid_part_of_a_manifest(string fragment)
    {
        var part = JsonNode.Parse("{" + fragment.Replace("\"...\"", $"\"{new string('0', 64)}\"", StringComparison.Ordinal) + "}")!.AsObject();
        var manifest = Template(part);
        foreach (var (name, value) in part) manifest[name] = value?.DeepClone();

        var read = JsonSerializer.Deserialize<ModelManifest>(manifest.ToJsonString(), ManifestJson.Options)!;
        ManifestRules.Check(read);
    }

    [Fact]
    public void There_is_a_fragment_for_each_kind_and_the_schema_is_linked()
    {
        Assert.True(Fragments.Count >= 5);
        Assert.Contains("../../models/model.schema.json", Page, StringComparison.Ordinal);
        foreach (var kind in (string[])["detector", "prompt-segmenter", "class-segmenter"]) Assert.Contains($"`{kind}`", Page, StringComparison.Ordinal);
    }

    /// <summary>The rest of a manifest, of the kind that the fragment is of.</summary>
    private static JsonObject Template(JsonObject part)
    {
        using var folder = new ToyFolder();
        var model = part.ContainsKey("prompts") ? ToySegmenter.Manifest(folder, [8, 8, 8])
            : part.ContainsKey("detection") ? ToyDetector.Manifest(folder) : ToyRadiographSegmenter.Manifest(folder);
        if (part.ContainsKey("prompts")) model = model with { Labels = [.. Enumerable.Range(0, 305).Select(static i => new ModelLabel($"{i}", $"{i}"))] };
        var manifest = JsonNode.Parse(model.ToJson())!.AsObject();
        if (part.ContainsKey("volume") && !part.ContainsKey("prompts")) manifest.Remove("radiograph");
        return manifest;
    }
}
