namespace VividMed.Imaging;

/// <summary>A text to set beside a picture, with the phrases to be marked; line breaks in it are kept.</summary>
public sealed record OverlayText(string Heading, string Text, IReadOnlyList<OverlayHighlight> Highlights);
