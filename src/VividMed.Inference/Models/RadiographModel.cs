using System.Buffers;
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
        BatchSize = session.FixedBatch ?? Math.Max(1, session.Options.BatchSize ?? _preparation.BatchHint);
    }

    /// <summary>Reads the outputs of one image of a batch; the values are gone afterwards.</summary>
    private protected delegate T Reader<out T>(IReadOnlyList<OutputTensor> outputs, int image, RadiographFrame frame);

    /// <summary>Images a call: what the caller or the manifest says, and where the graph fixes its batch axis, that.</summary>
    public int BatchSize { get; }

    private protected void ExpectInputs()
    {
        Session.ExpectNoOtherInputs();
        Session.ExpectInput("image", ElementKind.Pixels, Axes(_preparation));
        RadiographTensors.ExpectPixels(Session, "image", _preparation.Steps);
        if (_preparation.Second is { } second)
        {
            Session.ExpectInput("second", ElementKind.Pixels, Axes(second.Preparation));
            RadiographTensors.ExpectPixels(Session, "second", second.Steps);
        }

        if (Manifest.Inputs.ContainsKey("mask")) Session.ExpectInput("mask", ElementKind.Map, [.. Batch, _preparation.Height, _preparation.Width]);
        if (Manifest.Inputs.ContainsKey("sizes")) Session.ExpectInput("sizes", ElementKind.Whole, [.. Batch, 2]);
        Session.ExpectBatch("radiograph.batchHint", _preparation.BatchHint);
    }

    private int[] Batch => _preparation.Batched == false ? [] : [-1];

    private int[] Axes(RadiographPreprocessing image) =>
        [.. Batch, .. ChannelOrder.Axes(image.Channels, [image.Height, image.Width], _preparation.Layout)];

    /// <summary>Makes the model's tensor of a radiograph: work for the processor, done ahead of the device.</summary>
    /// <exception cref="ModelException"><c>image-invalid</c>.</exception>
    public PreparedRadiograph Prepare(GrayImage image) => new(image, _preparation);

    /// <summary>Runs all images in batches; the results are in their order.</summary>
    private protected List<T> Run<T>(IReadOnlyList<PreparedRadiograph> images, Reader<T> read, CancellationToken cancellationToken)
    {
        var results = new List<T>(images.Count);
        if (images.Count == 0) return results;

        var members = Session.FixedBatch ?? Math.Min(BatchSize, images.Count);
        var tensor = ArrayPool<float>.Shared.Rent(members * images[0].Length);
        var second = ArrayPool<float>.Shared.Rent(members * images[0].SecondLength);
        try
        {
            foreach (var batch in images.Chunk(BatchSize))
            {
                var count = Session.FixedBatch ?? batch.Length;
                var tensors = new RadiographTensors(Session, batch, count);
                using var inputs = tensors.Fill(tensor.AsMemory(0, count * batch[0].Length), second.AsMemory(0, count * batch[0].SecondLength));
                using var values = Session.Run(inputs.Values, _outputs, batch.Length, cancellationToken);
                results.AddRange(batch.Select((image, i) => read(values.Values, i, image.Frame)));
            }

            return results;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(tensor);
            ArrayPool<float>.Shared.Return(second);
        }
    }
}
