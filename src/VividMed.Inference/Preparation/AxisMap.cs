using VividMed.Imaging.Resampling;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>
/// One axis of the prepared grid against the axis of the original that it follows: prepared index p lies at original
/// index Start + p * Step (Step is negative where the axis is flipped). Both count voxel centers; SourceSpacing is in millimeters.
/// </summary>
internal readonly record struct AxisMap(int SourceAxis, int SourceLength, double SourceSpacing, double Start, double Step, int Length)
{
    /// <summary>Millimeters between two prepared voxels.</summary>
    public double Spacing => Math.Abs(Step) * SourceSpacing;

    /// <summary>The part [first, first + length) of this axis.</summary>
    public AxisMap Crop(int first, int length) => this with { Start = Start + (first * Step), Length = length };

    /// <summary>
    /// The same stretch at another spacing, beginning at the same voxel center; its length is rounded as MONAI's Spacing does (half to
    /// even).
    /// </summary>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public AxisMap AtSpacing(double millimeters)
    {
        var factor = millimeters / Spacing;
        var length = Math.Round(((Length - 1) / factor) + 1, MidpointRounding.ToEven);
        // Three axes of this length still multiply without overflow.
        return length <= 1 << 20
            ? this with { Step = Step * factor, Length = (int)length }
            : throw new ModelException("volume-invalid", $"the volume cannot be segmented: at the model's spacing an axis would have {length} voxels");
    }

    /// <summary>Two taps into the original for every prepared index. Beyond the border the edge repeats.</summary>
    public AxisTaps Forward(VolumeInterpolation interpolation = VolumeInterpolation.Linear)
    {
        var (start, step) = (Start, Step);
        return AxisTaps.Over(Length, i => start + (i * step), SourceLength, interpolation == VolumeInterpolation.Nearest);
    }

    /// <summary>
    /// Two taps into the finer or coarser <paramref name="before"/>, which covers the same stretch, for every prepared index.
    /// </summary>
    public AxisTaps Within(AxisMap before, VolumeInterpolation interpolation)
    {
        var factor = Step / before.Step;
        return AxisTaps.Over(Length, i => i * factor, before.Length, interpolation == VolumeInterpolation.Nearest);
    }

    /// <summary>
    /// Two taps into the prepared axis for every original index; Low is -1 where it lies outside by more than half a voxel.
    /// </summary>
    public AxisTaps Backward()
    {
        var (start, step, length) = (Start, Step, Length);
        var taps = AxisTaps.Over(SourceLength, i => (i - start) / step, Length);
        for (var i = 0; i < SourceLength; i++)
        {
            if ((i - start) / step is var position && (position < -0.5 || position > length - 0.5)) taps.Low[i] = -1;
        }

        return taps;
    }
}
