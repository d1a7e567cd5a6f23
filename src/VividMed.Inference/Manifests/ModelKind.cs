namespace VividMed.Inference;

public enum ModelKind
{
    /// <summary>Boxes on radiographs: the DETR family, YOLO, and graphs that decode themselves.</summary>
    Detector,

    /// <summary>One independent mask per prompt on volumes, as SAT and VoxTell have it.</summary>
    PromptSegmenter,

    /// <summary>One mask per class, on volumes (nnU-Net, TotalSegmentator) or on radiographs (PSPNet, CXAS).</summary>
    ClassSegmenter,
}
