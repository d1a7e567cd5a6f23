using VividMed.Taxonomy;

namespace VividMed.Inference;

/// <summary>
/// A model cannot be used as its manifest says, or an input does not fit it. The message names the file or tensor. Codes: such as
/// <c>digest-mismatch</c> or <c>provider-unavailable</c>.
/// </summary>
public class ModelException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner)
{
    public override bool LiesInInput => Code is "image-invalid" or "volume-invalid" or "memory-limit";
}

/// <summary>
/// An open model failed while it ran. Unlike the others of its kind this may pass: a device is full, or was lost and comes back.
/// </summary>
public sealed class ModelRunException(string model, Exception inner)
    : ModelException("run-failed", $"model {model} failed: {inner.Message}", inner);
