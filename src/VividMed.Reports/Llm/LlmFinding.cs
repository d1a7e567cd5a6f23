using System.Text.Json.Serialization;

namespace VividMed.Reports;

/// <summary>One finding of an answer: words of a numbered sentence, letter by letter, and a target of the taxonomy.</summary>
internal sealed record LlmFinding(
    int Sentence,
    string Quote,
    string Target,
    [property: JsonRequired] Polarity Polarity,
    Temporality Time = Temporality.Current,
    Side Side = Side.None);
