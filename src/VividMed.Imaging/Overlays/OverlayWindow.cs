namespace VividMed.Imaging;

/// <summary>Which values are shown from black to white; Hounsfield units for CT.</summary>
public readonly record struct OverlayWindow(float Low, float High)
{
    public static OverlayWindow Lung { get; } = new(-1000, 400);

    public static OverlayWindow Mediastinum { get; } = new(-160, 240);

    public byte Shade(float value) => float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(((value - Low) / (High - Low) * 255) + 0.5f, 0, 255);
}
