using System.Runtime.InteropServices;
using SkiaSharp;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Overlays;

/// <summary>A gray picture at display size, onto which masks of the same size are laid in color.</summary>
internal sealed class Picture
{
    private const float FillShare = 0.38f;
    private readonly byte[] _rgba;

    public Picture(int width, int height, ReadOnlySpan<byte> gray)
    {
        (Width, Height, _rgba) = (width, height, new byte[width * height * 4]);
        for (var i = 0; i < gray.Length; i++)
        {
            _rgba.AsSpan(i * 4, 3).Fill(gray[i]);
            _rgba[(i * 4) + 3] = 255;
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Tints the mask's pixels; those on its edge get the full color.</summary>
    public void Lay(Mask mask, OverlayColor color)
    {
        for (var index = mask.NextSet(0); index >= 0; index = mask.NextSet(index + 1))
        {
            var (y, x) = Math.DivRem((int)index, Width);
            var edge = x == 0 || y == 0 || x == Width - 1 || y == Height - 1
                || !mask[x - 1, y, 0] || !mask[x + 1, y, 0] || !mask[x, y - 1, 0] || !mask[x, y + 1, 0];
            Tint((int)index * 4, color, edge ? 0.9f : FillShare);
        }
    }

    public void Draw(SKCanvas canvas, float x, float y)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Marshal.Copy(_rgba, 0, bitmap.GetPixels(), _rgba.Length);
        canvas.DrawBitmap(bitmap, x, y, SKSamplingOptions.Default);
    }

    private void Tint(int offset, OverlayColor color, float share)
    {
        _rgba[offset] = Mix(_rgba[offset], color.Red, share);
        _rgba[offset + 1] = Mix(_rgba[offset + 1], color.Green, share);
        _rgba[offset + 2] = Mix(_rgba[offset + 2], color.Blue, share);
    }

    private static byte Mix(byte below, byte above, float share) => (byte)(below + ((above - below) * share) + 0.5f);
}
