namespace VividMed.Inference;

/// <summary>A model cannot be used as its manifest says, or an input does not fit it. The message names the file or tensor and, where there is one, the cure.</summary>
public class ModelException : Exception
{
    public ModelException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable reason code in kebab case, such as <c>digest-mismatch</c> or <c>provider-unavailable</c>.</summary>
    public string Code { get; }
}

/// <summary>An open model failed while it ran. Unlike the others of its kind this may pass: a device is full, or was lost and comes back.</summary>
public sealed class ModelRunException(string model, Exception inner)
    : ModelException("run-failed", $"model {model} failed: {inner.Message}", inner);
