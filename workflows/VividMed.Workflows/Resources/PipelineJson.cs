using System.Text.Json;

namespace VividMed.Workflows.Resources;

/// <summary>How intermediates and cached results are written: camelCase.</summary>
internal static class PipelineJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
