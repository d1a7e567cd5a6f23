namespace VividMed.Inference;

/// <summary>Where the histogram of a radiograph is equalised: not by the model's own preparation, or on the resized image.</summary>
public enum EqualiseStage
{
    None,
    AfterResize,
}
