using System.Reflection;
using System.Text.Json.Serialization;

namespace VividMed.Inference.Manifests;

/// <summary>
/// One step from an image to a tensor; a manifest lists them in order. On radiographs resize, equalize and invert work on
/// 8-bit pixels and come before all others, which work on float32 values.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ResizeStep), "resize")]
[JsonDerivedType(typeof(EqualizeStep), "equalise")]
[JsonDerivedType(typeof(InvertStep), "invert")]
[JsonDerivedType(typeof(ResampleStep), "resample")]
[JsonDerivedType(typeof(CropForegroundStep), "crop-foreground")]
[JsonDerivedType(typeof(ClipStep), "clip")]
[JsonDerivedType(typeof(ClipPercentilesStep), "clip-percentiles")]
[JsonDerivedType(typeof(ZScoreStep), "z-score")]
[JsonDerivedType(typeof(UnitRangeStep), "unit-range")]
[JsonDerivedType(typeof(DivideStep), "divide")]
[JsonDerivedType(typeof(ScaleStep), "scale")]
[JsonDerivedType(typeof(NormalizeStep), "normalise")]
public abstract record PreparationStep
{
    /// <summary>As manifests spell it.</summary>
    internal string Name => (string)typeof(PreparationStep).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
        .First(derived => derived.DerivedType == GetType()).TypeDiscriminator!;
}

/// <summary>Radiographs: to the tensor's width and height. Every radiograph model has this step once.</summary>
/// <param name="ShortSide">For <see cref="ResizeMode.Shortest"/>: what the shorter side becomes, in pixels.</param>
public sealed record ResizeStep(ResizeMode Mode, ResizeFilter Filter = ResizeFilter.Pillow, int? ShortSide = null) : PreparationStep;

/// <summary>
/// Radiographs: histogram equalization over 256 bins as torchvision and Pillow define it, before or after the resize as the list has it.
/// </summary>
public sealed record EqualizeStep : PreparationStep;

/// <summary>Radiographs: 255 - value, for models that were trained on dark bone.</summary>
public sealed record InvertStep : PreparationStep;

/// <summary>
/// Volumes: to a spacing in millimeters along x, y, z of the model's orientation. The first voxels' centers coincide, as in MONAI's
/// Spacing.
/// </summary>
public sealed record ResampleStep(
    IReadOnlyList<double> SpacingMm, VolumeInterpolation Interpolation = VolumeInterpolation.Linear) : PreparationStep;

/// <summary>Volumes: to the box around all values above a limit, and Margin voxels more; a volume with none is kept whole.</summary>
public sealed record CropForegroundStep(double Above, int Margin = 0) : PreparationStep;

/// <summary>Values below Low become Low, above High become High; what is no number becomes Low.</summary>
public sealed record ClipStep(double Low, double High) : PreparationStep;

/// <summary>Clips to two percentiles (0..100) of the values at hand, interpolated linearly between neighbors as numpy does.</summary>
public sealed record ClipPercentilesStep(double Low, double High) : PreparationStep;

/// <summary>Minus the mean, over the standard deviation, of the values at hand: of what earlier steps left.</summary>
/// <param name="Ddof">The deviation's divisor is n - Ddof: 0 as numpy has it, 1 as torch has it.</param>
public sealed record ZScoreStep(int Ddof = 0) : PreparationStep;

/// <summary>The lowest value at hand becomes 0, the highest 1; all become 0 where they are equal.</summary>
public sealed record UnitRangeStep : PreparationStep;

/// <summary>value / By in float32: by 255 as torchvision's to_tensor does.</summary>
public sealed record DivideStep(double By) : PreparationStep;

/// <summary>value * Factor + Offset in float32.</summary>
public sealed record ScaleStep(double Factor, double Offset = 0) : PreparationStep;

/// <summary>(value - Mean) / Std in float32 with fixed figures: one for all channels, or on radiographs one a channel.</summary>
public sealed record NormalizeStep(IReadOnlyList<double> Mean, IReadOnlyList<double> Std) : PreparationStep;

/// <summary>How a radiograph is brought to the tensor's width and height.</summary>
public enum ResizeMode
{
    /// <summary>
    /// The largest size that fits, aspect kept; the rest is padded. With padding on both sides it is what YOLO calls a letterbox.
    /// </summary>
    Longest,

    /// <summary>The short side becomes ShortSide unless the other would no longer fit, aspect kept; the rest is padded.</summary>
    Shortest,

    /// <summary>Both sides become the tensor's; nothing is padded.</summary>
    Squash,
}

/// <summary>How pixels are mixed when a radiograph is resized.</summary>
public enum ResizeFilter
{
    /// <summary>
    /// Pillow's BILINEAR on 8-bit pixels, bit for bit: a triangle as wide as the reduction, 22-bit weights, rounded to 8 bits after each
    /// axis.
    /// </summary>
    Pillow,

    /// <summary>
    /// Two taps an axis whatever the reduction (half-pixel centers), rounded once: OpenCV's INTER_LINEAR up to its fixed-point rounding.
    /// </summary>
    Bilinear,
}

/// <summary>How a volume is resampled between voxel centers; beyond the border the edge repeats.</summary>
public enum VolumeInterpolation
{
    Linear,
    Nearest,
}
