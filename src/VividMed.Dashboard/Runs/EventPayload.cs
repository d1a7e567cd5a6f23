using System.Text.Json;

namespace VividMed.Dashboard.Runs;

/// <summary>What somebody typed as the payload of an event.</summary>
internal static class EventPayload
{
    /// <summary>The JSON; null for none.</summary>
    /// <exception cref="ArgumentException">It is no JSON.</exception>
    public static object? Parse(string text)
    {
        if (text.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException malformed)
        {
            throw new ArgumentException("The payload is no JSON: write true, 12, \"a text\" in quotation marks, or an object in braces.", nameof(text), malformed);
        }
    }
}
