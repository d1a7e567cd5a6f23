using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>The configured language model must not or cannot be asked; no report was sent. Codes: <c>bad-llm-endpoint</c>, <c>public-llm-endpoint</c>.</summary>
public sealed class LlmEndpointException(string code, string message) : ReasonException(code, message);
