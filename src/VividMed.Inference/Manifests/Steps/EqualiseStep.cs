namespace VividMed.Inference;

/// <summary>Radiographs: histogram equalisation over 256 bins as torchvision and Pillow define it, before or after the resize as the list has it.</summary>
public sealed record EqualiseStep : PreparationStep;
