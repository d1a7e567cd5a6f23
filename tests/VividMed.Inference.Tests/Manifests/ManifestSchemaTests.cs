using System.Text.Json;
using System.Text.Json.Nodes;
using VividMed.Inference.Manifests;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Manifests;

/// <summary>The schema in models/ is what the reader takes; set VIVIDMED_WRITE_SCHEMA to write it anew.</summary>
public sealed class ManifestSchemaTests
{
    private static readonly string Committed = Repository.Path("models/model.schema.json");

    [Fact]
    public void The_committed_schema_is_the_one_of_todays_types()
    {
        if (Environment.GetEnvironmentVariable("VIVIDMED_WRITE_SCHEMA") is not null) File.WriteAllText(Committed, ManifestSchema.Text);
        Assert.Equal(ManifestSchema.Text, File.ReadAllText(Committed));
    }

    [Fact]
    public void Every_step_and_every_member_of_the_committed_models_is_in_the_schema()
    {
        var schema = JsonNode.Parse(ManifestSchema.Text)!;
        var steps = schema.ToJsonString();
        foreach (var step in (string[])["resize", "equalise", "invert", "resample", "crop-foreground", "clip", "clip-percentiles", "z-score", "unit-range", "divide", "scale", "normalise"])
        {
            Assert.Contains($"\"{step}\"", steps, StringComparison.Ordinal);
        }

        foreach (var id in new ModelCatalog(Repository.Path("models")).Ids)
        {
            var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Path("models"), id, "model.json")))!.AsObject();
            Assert.All(manifest, member => Assert.True(schema["properties"]!.AsObject().ContainsKey(member.Key), member.Key));
            Assert.Equal("../model.schema.json", (string?)manifest["$schema"]);
        }
    }

    [Fact]
    public void Unknown_members_are_refused_by_the_schema_as_by_the_reader()
    {
        var schema = JsonDocument.Parse(ManifestSchema.Text).RootElement;
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Contains("kind", schema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()));
    }

    [Fact]
    public void Committed_manifests_are_written_as_the_pipeline_writes_them()
    {
        foreach (var id in new ModelCatalog(Repository.Path("models")).Ids)
        {
            var path = Path.Combine(Repository.Path("models"), id, "model.json");
            Assert.Equal(File.ReadAllText(path), System.Text.Encoding.UTF8.GetString(ModelManifest.Load(path).ToJson()));
        }
    }
}
