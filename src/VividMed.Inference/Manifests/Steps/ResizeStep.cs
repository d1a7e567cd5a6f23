namespace VividMed.Inference;

/// <summary>Radiographs: to the tensor's width and height. Every radiograph model has this step once.</summary>
/// <param name="ShortSide">For <see cref="ResizeMode.Shortest"/>: what the shorter side becomes, in pixels.</param>
public sealed record ResizeStep(ResizeMode Mode, ResizeFilter Filter = ResizeFilter.Pillow, int? ShortSide = null) : PreparationStep;
