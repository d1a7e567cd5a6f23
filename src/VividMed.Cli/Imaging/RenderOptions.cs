using VividMed.Imaging;

namespace VividMed.Cli;

/// <summary>How a picture is made. No window: radiographs as MIMIC-CXR-JPG renders them, volumes as their values suggest. No montage: three planes.</summary>
internal sealed record RenderOptions(OverlayWindow? Window, OverlayPlane? Montage, int Slices, bool Equalise);
