using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>What a language model answers to a report: quotes from its numbered sentences with what they assert.</summary>
internal sealed record LlmAnswer(IReadOnlyList<LlmFinding> Findings)
{
    public const int MostFindings = 500;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 8,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads the one JSON object of an answer, also out of a code fence; null where there is none of this form.</summary>
    public static LlmAnswer? Parse(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end < start) return null;
        try
        {
            return JsonSerializer.Deserialize<LlmAnswer>(text.AsSpan(start, end + 1 - start), Format) is { Findings: { Count: <= MostFindings } findings } answer
                && findings.All(static finding => finding is { Quote.Length: > 0, Target: not null })
                ? answer
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}

/// <summary>One finding of an answer: words of a numbered sentence, letter by letter, and a target of the taxonomy.</summary>
internal sealed record LlmFinding(
    int Sentence,
    string Quote,
    string Target,
    [property: JsonRequired] Polarity Polarity,
    Temporality Time = Temporality.Current,
    Side Side = Side.None);
