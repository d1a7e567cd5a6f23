using SkiaSharp;

namespace VividMed.Imaging.Overlays;

/// <summary>Draws boxes with their labels, each label where it covers no other and stays within the frame.</summary>
internal sealed class LabeledBoxes(SKCanvas canvas, SKRect frame)
{
    private const float FontSize = 15;
    private const float Padding = 5;
    private readonly List<SKRect> _taken = [];
    private readonly SKFont _font = OverlayStyle.Font(FontSize, bold: true);

    /// <summary>All boxes first, so that no line crosses a label.</summary>
    public void Draw(IReadOnlyList<(OverlayRegion Region, SKRect Box)> boxes, bool labels)
    {
        foreach (var (region, box) in boxes) DrawBox(region, box);
        if (!labels) return;
        foreach (var (region, box) in boxes) DrawLabel(region, box);
    }

    private void DrawBox(OverlayRegion region, SKRect box)
    {
        using var shadow = OverlayStyle.Pen(new SKColor(0, 0, 0, 150), 4.5f);
        using var pen = OverlayStyle.Pen(region.Color.ToSkia(), 2.25f);
        using var dash = SKPathEffect.CreateDash([9, 6], 0);
        if (region.Dashed) pen.PathEffect = shadow.PathEffect = dash;
        canvas.DrawRoundRect(box, 3, 3, shadow);
        canvas.DrawRoundRect(box, 3, 3, pen);
    }

    private void DrawLabel(OverlayRegion region, SKRect box)
    {
        var size = new SKSize(_font.MeasureText(region.Label) + (2 * Padding), FontSize + (2 * Padding) - 2);
        var tag = Place(box, size);
        _taken.Add(tag);
        using var background = OverlayStyle.Fill(region.Dashed ? OverlayStyle.Background.WithAlpha(225) : region.Color.ToSkia(235));
        using var ink = OverlayStyle.Fill(region.Dashed ? region.Color.ToSkia() : OverlayStyle.Background);
        canvas.DrawRoundRect(tag, 4, 4, background);
        canvas.DrawText(region.Label, tag.Left + Padding, tag.Bottom - Padding - 1, SKTextAlign.Left, _font, ink);
    }

    /// <summary>Above the box, below it, inside it, or the first free place further down.</summary>
    private SKRect Place(SKRect box, SKSize size)
    {
        var (above, below) = (box.Top - size.Height - 3, box.Bottom + 3);
        SKRect[] candidates =
        [
            At(box.Left, above, size), At(box.Left, below, size), At(box.Right - size.Width, above, size), At(
                box.Right - size.Width, below, size),
            At(box.Left + 4, box.Top + 4, size),
        ];
        foreach (var candidate in candidates)
        {
            if (IsFree(candidate)) return candidate;
        }

        var tag = At(box.Left + 4, box.Top + 4, size);
        while (!IsFree(tag) && tag.Bottom + size.Height < frame.Bottom) tag.Offset(0, size.Height + 2);
        return tag;
    }

    private SKRect At(float x, float y, SKSize size)
    {
        var left = Math.Max(frame.Left + 2, Math.Min(x, frame.Right - size.Width - 2));
        return SKRect.Create(left, y, size.Width, size.Height);
    }

    private bool IsFree(SKRect tag) => tag.Top >= frame.Top && tag.Bottom <= frame.Bottom && !_taken.Exists(tag.IntersectsWith);
}
