using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Models;

/// <summary>
/// An open model for radiographs: prepares them ahead of the device, runs them in batches and reads what it says of each.
/// </summary>
public abstract class RadiographModel : LoadedModel
{
    private readonly RadiographPreprocessing _preparation;
    private readonly IReadOnlyList<string> _outputs;

    private protected RadiographModel(ModelSession session, IReadOnlyList<string> outputs)
        : base(session)
    {
        (_preparation, _outputs) = (Manifest.Radiograph!, outputs);
        BatchSize = Math.Max(1, session.Options.BatchSize ?? _preparation.BatchHint);
    }

    /// <summary>Reads the outputs of one image of a batch; the values are gone afterwards.</summary>
    private protected delegate T Reader<out T>(IReadOnlyList<OrtValue> outputs, int image, RadiographFrame frame);

    /// <summary>Images a call.</summary>
    public int BatchSize { get; }

    private protected void ExpectInputs()
    {
        var (inputs, image) = (Manifest.Inputs, _preparation);
        Session.ExpectNoOtherInputs();
        Session.ExpectInput("image", TensorElementType.Float, -1, image.Channels, image.Height, image.Width);
        if (inputs.ContainsKey("mask")) Session.ExpectInput("mask", TensorElementType.Float, -1, image.Height, image.Width);
        if (inputs.ContainsKey("sizes")) Session.ExpectInput("sizes", TensorElementType.Int64, -1, 2);
    }

    /// <summary>Makes the model's tensor of a radiograph: work for the processor, done ahead of the device.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c>.</exception>
    public PreparedRadiograph Prepare(GrayImage image) => new(image, _preparation);

    /// <summary>Runs all images in batches; the results are in their order.</summary>
    private protected List<T> Run<T>(IReadOnlyList<PreparedRadiograph> images, Reader<T> read, CancellationToken cancellationToken)
    {
        var results = new List<T>(images.Count);
        if (images.Count == 0) return results;

        var length = images[0].Length;
        var tensor = ArrayPool<float>.Shared.Rent(Math.Min(BatchSize, images.Count) * length);
        try
        {
            foreach (var batch in images.Chunk(BatchSize))
            {
                RunBatch(batch, tensor.AsMemory(0, batch.Length * length), read, results, cancellationToken);
            }

            return results;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(tensor);
        }
    }

    private void RunBatch<T>(
        PreparedRadiograph[] images, Memory<float> tensor, Reader<T> read, List<T> results, CancellationToken cancellationToken)
    {
        for (var i = 0; i < images.Length; i++) images[i].Tensor.CopyTo(tensor.Span[(i * images[i].Length)..]);
        var inputs = new List<(string Role, OrtValue Value)>();
        try
        {
            inputs.Add(("image", OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor, [images.Length, _preparation.Channels, _preparation.Height, _preparation.Width])));
            if (Manifest.Inputs.ContainsKey("mask"))
            {
                inputs.Add(("mask", OrtValue.CreateTensorValueFromMemory(Masks(images), [images.Length, _preparation.Height, _preparation.Width])));
            }

            if (Manifest.Inputs.ContainsKey("sizes"))
            {
                inputs.Add(("sizes", OrtValue.CreateTensorValueFromMemory(Sizes(images), [images.Length, 2])));
            }

            using var values = Session.Run(inputs, _outputs, images.Length, cancellationToken);
            results.AddRange(images.Select((image, i) => read(values.Values, i, image.Frame)));
        }
        finally
        {
            foreach (var (_, value) in inputs) value.Dispose();
        }
    }

    /// <summary>1 on the image, 0 on its padding.</summary>
    private float[] Masks(PreparedRadiograph[] images)
    {
        var (width, height) = (_preparation.Width, _preparation.Height);
        var masks = new float[images.Length * width * height];
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

    private static long[] Sizes(PreparedRadiograph[] images) =>
        [.. images.SelectMany(static image => new long[] { image.Frame.Width, image.Frame.Height })];
}
