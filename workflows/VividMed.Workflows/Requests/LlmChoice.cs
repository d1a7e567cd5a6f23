namespace VividMed.Workflows;

/// <summary>The language model that tags a run's reports: the base address of an OpenAI-compatible API as the workers reach it, and the model's name there.</summary>
public sealed record LlmChoice(string Endpoint, string Model);
