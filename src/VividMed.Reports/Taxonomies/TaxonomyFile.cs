using System.ComponentModel;
using System.Text.Json.Serialization;

namespace VividMed.Reports;

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
