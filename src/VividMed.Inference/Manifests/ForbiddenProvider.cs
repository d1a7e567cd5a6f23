namespace VividMed.Inference;

/// <summary>A provider that must not run a model, and why: what a user reads who asks for it.</summary>
public sealed record ForbiddenProvider(ExecutionProvider Provider, string Reason);
