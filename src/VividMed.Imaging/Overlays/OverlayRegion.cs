namespace VividMed.Imaging;

/// <summary>A region to paint: a box, a mask or both, in voxels of the picture that it is painted on. Ground truth is best dashed.</summary>
public sealed record OverlayRegion(string Label, OverlayColour Colour, Box? Box = null, Mask? Mask = null, bool Dashed = false);
