namespace VividMed.Reports;

/// <summary>The configured language model must not or cannot be asked; no report was sent. Not a fault of any study.</summary>
public sealed class LlmEndpointException(string code, string message) : Exception(message)
{
    /// <summary>A stable reason code in kebab case: <c>bad-llm-endpoint</c>, <c>public-llm-endpoint</c>.</summary>
    public string Code { get; } = code;
}
