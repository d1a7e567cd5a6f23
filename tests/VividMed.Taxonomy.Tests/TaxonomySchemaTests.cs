using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using VividMed.TestKit;

namespace VividMed.Taxonomy.Tests;

/// <summary>The schema beside the taxonomy is derived from the records that read it; set VIVIDMED_WRITE_SCHEMA to write it anew.</summary>
public sealed class TaxonomySchemaTests
{
    private static readonly string Published = Repository.Path("models", "taxonomy.schema.json");

    [Fact]
    public void The_published_schema_is_what_the_reader_reads()
    {
        var schema = Derive();
        if (Environment.GetEnvironmentVariable("VIVIDMED_WRITE_SCHEMA") is { Length: > 0 }) File.WriteAllText(Published, schema);

        Assert.Equal(File.ReadAllText(Published), schema);
    }

    [Fact]
    public void Every_member_of_the_taxonomy_is_described()
    {
        var target = JsonNode.Parse(Derive())!["properties"]!["targets"]!["items"]!["properties"]!.AsObject();

        Assert.All(target.Where(static member => member.Key is not ("kind" or "plausibility")), static member => Assert.NotNull(member.Value!["description"]));
    }

    private static string Derive()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        return TargetTaxonomy.Format.GetJsonSchemaAsNode(typeof(TaxonomyFile), options).ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var attributes = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false);
        if (attributes is [DescriptionAttribute description] && schema is JsonObject node) node.Insert(0, "description", description.Description);
        return schema;
    }
}
