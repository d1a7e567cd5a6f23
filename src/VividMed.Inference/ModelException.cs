using VividMed.Taxonomy;

namespace VividMed.Inference;

/// <summary>A model cannot be used as its manifest says, or an input does not fit it. The message names the file or tensor. Codes: such as <c>digest-mismatch</c> or <c>provider-unavailable</c>.</summary>
public class ModelException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner)
{
    public override bool LiesInInput => Code is "image-invalid" or "volume-invalid" or "memory-limit";
}
