namespace VividMed.Inference;

/// <summary>An open model failed while it ran. Unlike the others of its kind this may pass: a device is full, or was lost and comes back.</summary>
public sealed class ModelRunException(string model, Exception inner)
    : ModelException("run-failed", $"model {model} failed: {inner.Message}", inner);
