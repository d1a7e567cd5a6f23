namespace VividMed.Workflows.Resources;

/// <summary>
/// What a worker's own settings say about language models. Whether reports may leave the house is decided where they would leave it, on the
/// worker, and never by who starts a run.
/// </summary>
public sealed record LlmAccess(bool AllowPublicEndpoint = false, string? ApiKey = null);
