namespace VividMed.Reports;

/// <summary>A report as a language model tagged it, or as the rules did where it could not.</summary>
/// <param name="Fallback">
/// Why the rules took the report, null where the model's answer stands: <c>timeout</c>, <c>unreachable</c>, <c>server-error</c>, <c>refused</c>,
/// <c>malformed</c>, <c>truncated</c>, <c>not-in-text</c>, <c>unknown-target</c>, <c>polarity</c>, <c>side</c>.
/// </param>
/// <param name="Disagreements">Where model and rules differ, a signal for review; empty after a fallback.</param>
public sealed record LlmTagging(TaggedReport Report, string? Fallback, int Attempts, bool FromCache, IReadOnlyList<TagDisagreement> Disagreements);
