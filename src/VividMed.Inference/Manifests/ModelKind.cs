namespace VividMed.Inference;

public enum ModelKind
{
    /// <summary>Boxes on radiographs.</summary>
    Detector,

    /// <summary>One independent mask per prompt on volumes, as SAT has it.</summary>
    PromptSegmenter,
}
