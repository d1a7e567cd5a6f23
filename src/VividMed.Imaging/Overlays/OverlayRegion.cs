using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Overlays;

/// <summary>
/// A region to paint: a box, a mask or both, in voxels of the picture that it is painted on. Ground truth is best dashed.
/// </summary>
public sealed record OverlayRegion(string Label, OverlayColor Color, Box? Box = null, Mask? Mask = null, bool Dashed = false);

/// <summary>A color of a region and of the phrase that speaks of it.</summary>
public readonly record struct OverlayColor(byte Red, byte Green, byte Blue)
{
    /// <summary>
    /// Eight colors that stay apart on gray pictures, also for most color-blind readers (after Okabe and Ito's set, made lighter).
    /// </summary>
    private static readonly OverlayColor[] Palette =
    [
        new(255, 176, 59), new(96, 200, 255), new(64, 214, 158), new(255, 122, 110), new(244, 232, 96), new(232, 144, 212),
        new(150, 160, 255), new(190, 220, 190),
    ];

    /// <summary>The color of the region with this index; repeats after eight.</summary>
    public static OverlayColor Of(int index) => Palette[index % Palette.Length];
}

/// <summary>A text to set beside a picture, with the phrases to be marked; line breaks in it are kept.</summary>
public sealed record OverlayText(string Heading, string Text, IReadOnlyList<OverlayHighlight> Highlights);

/// <summary>A phrase of a text, as UTF-16 offsets with the end exclusive, and the color of its region.</summary>
public sealed record OverlayHighlight(int Start, int End, OverlayColor Color);
