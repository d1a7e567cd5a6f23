using System.Buffers;
using VividMed.Imaging;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>A radiograph as one model's tensor holds it, made ahead of the device. Disposal gives its memory back.</summary>
public sealed class PreparedRadiograph : IDisposable
{
    private float[]? _tensor;
    private float[]? _second;

    internal PreparedRadiograph(GrayImage image, RadiographPreprocessing preparation)
    {
        Frame = RadiographPreparation.Frame(image, preparation);
        Length = preparation.Channels * preparation.Width * preparation.Height;
        _tensor = ArrayPool<float>.Shared.Rent(Length);
        RadiographPreparation.Prepare(image, preparation, _tensor.AsSpan(0, Length));
        if (preparation.Second is not { Preparation: var other }) return;

        SecondLength = other.Channels * other.Width * other.Height;
        _second = ArrayPool<float>.Shared.Rent(SecondLength);
        RadiographPreparation.Prepare(image, other, _second.AsSpan(0, SecondLength));
    }

    internal RadiographFrame Frame { get; }

    internal int Length { get; }

    /// <summary>0 for a model with one image input.</summary>
    internal int SecondLength { get; }

    internal ReadOnlySpan<float> Second => (_second ?? throw new ObjectDisposedException(nameof(PreparedRadiograph))).AsSpan(0, SecondLength);

    internal ReadOnlySpan<float> Tensor => (_tensor ?? throw new ObjectDisposedException(nameof(PreparedRadiograph))).AsSpan(0, Length);

    /// <summary>Returns the tensor to the pool that it is from; running a model on it afterwards is refused.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _tensor, value: null) is { } tensor) ArrayPool<float>.Shared.Return(tensor);
        if (Interlocked.Exchange(ref _second, value: null) is { } second) ArrayPool<float>.Shared.Return(second);
    }
}
