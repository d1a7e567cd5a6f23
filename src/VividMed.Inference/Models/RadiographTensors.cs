using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Models;

/// <summary>The input tensors of one call on radiographs. A graph of a fixed batch gets black images where there are too few.</summary>
/// <param name="members">Of the batch axis: the images, or more where the graph wants more.</param>
internal sealed class RadiographTensors(ModelSession session, PreparedRadiograph[] images, int members)
{
    private readonly RadiographPreprocessing _preparation = session.Manifest.Radiograph!;

    private long[] Batch => _preparation.Batched == false ? [] : [members];

    /// <summary>Bytes hold what the 8-bit steps make, and nothing that is divided or normalized.</summary>
    /// <exception cref="ModelException"><c>tensor-type</c>.</exception>
    public static void ExpectPixels(ModelSession session, string role, IReadOnlyList<PreparationStep> steps)
    {
        if (session.TypeOf(role) != TensorElementType.UInt8) return;
        if (steps.FirstOrDefault(static step => step is not (ResizeStep or EqualizeStep or InvertStep)) is { } step)
        {
            throw new ModelException(
                "tensor-type",
                $"the input {session.Manifest.Inputs[role]} (inputs.{role}) of model {session.Manifest.Id} takes bytes, so the graph prepares them itself: leave the step {step.Name} out");
        }
    }

    /// <param name="tensor">Of the length of all members' first image; <paramref name="second"/> of their second.</param>
    public SessionInputs Fill(Memory<float> tensor, Memory<float> second)
    {
        var inputs = new SessionInputs();
        try
        {
            for (var i = 0; i < images.Length; i++)
            {
                var length = images[i].Length;
                ChannelOrder.Write(images[i].Tensor, tensor.Span.Slice(i * length, length), _preparation.Channels, _preparation.Layout);
            }

            tensor.Span[(images.Length * images[0].Length)..].Clear();
            inputs.Add("image", session.Tensor("image", tensor, Shape(_preparation)));
            if (_preparation.Second is { } other) inputs.Add("second", Second(other, second));
            if (session.Manifest.Inputs.ContainsKey("mask"))
            {
                inputs.Add("mask", session.Tensor("mask", Masks(), [.. Batch, _preparation.Height, _preparation.Width]));
            }

            if (session.Manifest.Inputs.ContainsKey("sizes")) inputs.Add("sizes", session.Tensor("sizes", Sizes(), [.. Batch, 2]));
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private OrtValue Second(SecondRadiograph other, Memory<float> second)
    {
        var length = images[0].SecondLength;
        for (var i = 0; i < images.Length; i++)
        {
            ChannelOrder.Write(images[i].Second, second.Span.Slice(i * length, length), other.Channels, _preparation.Layout);
        }

        second.Span[(images.Length * length)..].Clear();
        return session.Tensor("second", second, Shape(other.Preparation));
    }

    private long[] Shape(RadiographPreprocessing image) =>
        [.. Batch, .. ChannelOrder.Axes<long>(image.Channels, [image.Height, image.Width], _preparation.Layout)];

    /// <summary>1 on the image, 0 on its padding.</summary>
    private float[] Masks()
    {
        var (width, height) = (_preparation.Width, _preparation.Height);
        var masks = new float[members * width * height];
        for (var i = 0; i < images.Length; i++)
        {
            var frame = images[i].Frame;
            for (var y = 0; y < frame.ResizedHeight; y++)
            {
                masks.AsSpan((((i * height) + frame.Top + y) * width) + frame.Left, frame.ResizedWidth).Fill(1);
            }
        }

        return masks;
    }

    /// <summary>Width and height of each original; of a black image that only fills the batch, the tensor's.</summary>
    private float[] Sizes() =>
    [
        .. images.SelectMany(static image => new float[] { image.Frame.Width, image.Frame.Height }),
        .. Enumerable.Repeat(new float[] { _preparation.Width, _preparation.Height }, members - images.Length).SelectMany(static size => size),
    ];
}
