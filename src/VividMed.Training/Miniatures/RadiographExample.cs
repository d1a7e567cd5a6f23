using VividMed.Imaging;

namespace VividMed.Training;

/// <summary>A rendered phantom with its boxes in pixels; Label is the class index.</summary>
internal sealed record RadiographExample(GrayImage Image, IReadOnlyList<(int Label, Box Box)> Truth);
