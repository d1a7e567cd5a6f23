using SkiaSharp;

namespace VividMed.Imaging.Overlays;

/// <summary>The embedded typefaces (the machine's own fonts differ and may be missing), colors and pens of all overlays.</summary>
internal static class OverlayStyle
{
    public static readonly SKColor Background = new(16, 19, 24);
    public static readonly SKColor Panel = new(25, 29, 36);
    public static readonly SKColor Text = new(226, 230, 236);
    public static readonly SKColor Faint = new(138, 147, 160);

    public static SKTypeface Regular { get; } = Load("DejaVuSans.Latin.ttf");

    public static SKTypeface Bold { get; } = Load("DejaVuSans-Bold.Latin.ttf");

    public static SKFont Font(float size, bool bold = false) =>
        new(bold ? Bold : Regular, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    public static SKPaint Fill(SKColor color) => new() { Color = color, IsAntialias = true };

    public static SKPaint Pen(SKColor color, float width) =>
        new() { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = width };

    public static SKColor ToSkia(this OverlayColor color, byte alpha = 255) => new(color.Red, color.Green, color.Blue, alpha);

    /// <summary>Light text with a dark rim, legible on any picture.</summary>
    public static void Outlined(SKCanvas canvas, string text, float x, float y, SKFont font, SKTextAlign align = SKTextAlign.Center)
    {
        using var shadow = Pen(new SKColor(0, 0, 0, 200), 3);
        using var ink = Fill(Text);
        canvas.DrawText(text, x, y, align, font, shadow);
        canvas.DrawText(text, x, y, align, font, ink);
    }

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(OverlayStyle).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not embedded.");
        return SKTypeface.FromStream(stream);
    }
}
