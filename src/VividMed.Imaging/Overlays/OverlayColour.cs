namespace VividMed.Imaging;

/// <summary>A colour of a region and of the phrase that speaks of it.</summary>
public readonly record struct OverlayColour(byte Red, byte Green, byte Blue)
{
    /// <summary>Eight colours that stay apart on grey pictures, also for most colour-blind readers (after Okabe and Ito's set, made lighter).</summary>
    private static readonly OverlayColour[] Palette =
    [
        new(255, 176, 59), new(96, 200, 255), new(64, 214, 158), new(255, 122, 110), new(244, 232, 96), new(232, 144, 212), new(150, 160, 255), new(190, 220, 190),
    ];

    /// <summary>The colour of the region with this index; repeats after eight.</summary>
    public static OverlayColour Of(int index) => Palette[index % Palette.Length];
}
