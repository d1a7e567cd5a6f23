namespace VividMed.Imaging;

/// <summary>A phrase of a text, as UTF-16 offsets with the end exclusive, and the colour of its region.</summary>
public sealed record OverlayHighlight(int Start, int End, OverlayColour Colour);
