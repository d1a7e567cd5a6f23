using VividMed.Reports.Llm;

namespace VividMed.Workflows.Tag;

/// <summary>
/// What a person should look at in a study that a language model tagged: why the rules took over, or where they see it otherwise. Holds no
/// text.
/// </summary>
public sealed record TagReview(string Study, string? Fallback, IReadOnlyList<TagDisagreement> Disagreements);
