using System.Buffers;
using VividMed.Imaging;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>A radiograph as one model's tensor holds it, made ahead of the device. Disposal gives its memory back.</summary>
public sealed class PreparedRadiograph : IDisposable
{
    private float[]? _tensor;

    internal PreparedRadiograph(GrayImage image, RadiographPreprocessing preparation)
    {
        Frame = RadiographPreparation.Frame(image, preparation);
        Length = preparation.Channels * preparation.Width * preparation.Height;
        _tensor = ArrayPool<float>.Shared.Rent(Length);
        RadiographPreparation.Prepare(image, preparation, _tensor.AsSpan(0, Length));
    }

    internal RadiographFrame Frame { get; }

    internal int Length { get; }

    internal ReadOnlySpan<float> Tensor => (_tensor ?? throw new ObjectDisposedException(nameof(PreparedRadiograph))).AsSpan(0, Length);

    /// <summary>Returns the tensor to the pool that it is from; running a model on it afterwards is refused.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _tensor, value: null) is { } tensor) ArrayPool<float>.Shared.Return(tensor);
    }
}
