using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>Feeds radiographs to a session in batches and hands out what it says of each.</summary>
internal sealed class RadiographRunner(ModelSession session, IReadOnlyList<string> outputs)
{
    private readonly RadiographPreprocessing _preparation = session.Manifest.Radiograph!;

    /// <summary>Reads the outputs of one image of a batch; the values are gone afterwards.</summary>
    public delegate T Reader<out T>(IReadOnlyList<OrtValue> outputs, int image, RadiographFrame frame);

    public ModelSession Session => session;

    public int BatchSize { get; } = Math.Max(1, session.Options.BatchSize ?? session.Manifest.Radiograph!.BatchHint);

    public void ExpectInputs()
    {
        var (inputs, image) = (session.Manifest.Inputs, _preparation);
        session.ExpectNoOtherInputs();
        session.ExpectInput("image", TensorElementType.Float, -1, image.Channels, image.Height, image.Width);
        if (inputs.ContainsKey("mask")) session.ExpectInput("mask", TensorElementType.Float, -1, image.Height, image.Width);
        if (inputs.ContainsKey("sizes")) session.ExpectInput("sizes", TensorElementType.Int64, -1, 2);
    }

    public PreparedRadiograph Prepare(GrayImage image) => new(image, _preparation);

    /// <summary>Runs all images in batches; the results are in their order.</summary>
    public List<T> Run<T>(IReadOnlyList<PreparedRadiograph> images, Reader<T> read, CancellationToken cancellation)
    {
        var results = new List<T>(images.Count);
        if (images.Count == 0) return results;

        var length = images[0].Length;
        var tensor = ArrayPool<float>.Shared.Rent(Math.Min(BatchSize, images.Count) * length);
        try
        {
            foreach (var batch in images.Chunk(BatchSize)) RunBatch(batch, tensor.AsMemory(0, batch.Length * length), read, results, cancellation);
            return results;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(tensor);
        }
    }

    private void RunBatch<T>(PreparedRadiograph[] images, Memory<float> tensor, Reader<T> read, List<T> results, CancellationToken cancellation)
    {
        for (var i = 0; i < images.Length; i++) images[i].Tensor.CopyTo(tensor.Span[(i * images[i].Length)..]);
        var inputs = new List<(string Role, OrtValue Value)>();
        try
        {
            inputs.Add(("image", OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tensor, [images.Length, _preparation.Channels, _preparation.Height, _preparation.Width])));
            if (session.Manifest.Inputs.ContainsKey("mask")) inputs.Add(("mask", OrtValue.CreateTensorValueFromMemory(Masks(images), [images.Length, _preparation.Height, _preparation.Width])));
            if (session.Manifest.Inputs.ContainsKey("sizes")) inputs.Add(("sizes", OrtValue.CreateTensorValueFromMemory(Sizes(images), [images.Length, 2])));
            using var values = session.Run(inputs, outputs, images.Length, cancellation);
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
            for (var y = 0; y < frame.ResizedHeight; y++) masks.AsSpan((((i * height) + frame.Top + y) * width) + frame.Left, frame.ResizedWidth).Fill(1);
        }

        return masks;
    }

    private static long[] Sizes(PreparedRadiograph[] images) => [.. images.SelectMany(static image => new long[] { image.Frame.Width, image.Frame.Height })];
}
