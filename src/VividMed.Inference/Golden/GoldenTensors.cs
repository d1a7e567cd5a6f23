using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging.Png;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Golden;

/// <summary>The input tensors of golden cases, from files or noise, in the types and layout that the graph has them in.</summary>
internal static class GoldenTensors
{
    public static SessionInputs Of(ModelSession session, IEnumerable<(string Role, GoldenInput Input)> inputs)
    {
        var tensors = new SessionInputs();
        try
        {
            foreach (var (role, input) in inputs) tensors.Add(role, Tensor(session, role, input));
            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    /// <summary>The shape of every input for a batch.</summary>
    public static IEnumerable<(string Role, int[] Shape)> Shapes(ModelManifest manifest, int batch) =>
        manifest.Inputs.Keys.Select(role => (role, Shape(manifest, role, batch)));

    private static int[] Shape(ModelManifest manifest, string role, int batch)
    {
        var (image, volume) = (manifest.Radiograph, manifest.Volume);
        int[] members = (image?.Batched ?? volume?.Batched) == false ? [] : [batch];
        return role switch
        {
            "prompts" => [Math.Min(manifest.Labels.Count, manifest.Prompts!.MaxPromptsPerCall), manifest.Prompts.Dimension],
            "sizes" => [.. members, 2],
            "mask" => [.. members, image!.Height, image.Width],
            "second" when image is not null => Image(image.Second!.Preparation),
            "second" => Window(volume!.Second!.Channels),
            _ => image is not null ? Image(image) : Window(volume!.Channels),
        };

        int[] Image(RadiographPreprocessing one) => [.. members, .. ChannelOrder.Axes(one.Channels, [one.Height, one.Width], image!.Layout)];

        int[] Window(int channels) => [.. members, .. ChannelOrder.Axes(channels, volume!.Space(manifest.Window!), volume.Layout)];
    }

    private static OrtValue Tensor(ModelSession session, string role, GoldenInput input)
    {
        var manifest = session.Manifest;
        long[] shape = [.. input.Shape];
        var length = shape.Aggregate(1L, static (product, n) => product * n);
        if (role == "sizes") return session.Tensor(role, Sizes(manifest, input, length), shape);

        var values = new float[length];
        if (input.File is { } file && file.Path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) FromPicture(manifest, role, file, values);
        else if (input.File is not null) FromFile(manifest, input.File, MemoryMarshal.AsBytes(values.AsSpan()));
        else if (role == "mask") Array.Fill(values, 1);
        else Noise(values, input.Seed!.Value, session.TypeOf(role));
        return session.Tensor(role, values, shape);
    }

    /// <summary>Over the range of an image where the graph takes bytes, which noise around zero would not reach.</summary>
    private static void Noise(float[] values, int seed, TensorElementType type)
    {
        GoldenNoise.Fill(values, seed);
        if (type != TensorElementType.UInt8) return;
        foreach (ref var value in values.AsSpan()) value = (value + 2) * 63.75f;
    }

    private static float[] Sizes(ModelManifest manifest, GoldenInput input, long length)
    {
        var values = new long[length];
        if (input.File is { } file) FromFile(manifest, file, MemoryMarshal.AsBytes(values.AsSpan()));
        else for (var i = 0; i < length; i++) values[i] = i % 2 == 0 ? manifest.Radiograph!.Width : manifest.Radiograph!.Height;
        return Array.ConvertAll(values, static value => (float)value);
    }

    /// <summary>A radiograph goes through the manifest's own preparation, so that it is part of what is compared.</summary>
    private static void FromPicture(ModelManifest manifest, string role, ModelFile file, float[] values)
    {
        var image = manifest.Radiograph!;
        var preparation = role == "second" ? image.Second!.Preparation : image;
        var planes = new float[preparation.Channels * preparation.Width * preparation.Height];
        using var stream = File.OpenRead(manifest.PathOf(file));
        RadiographPreparation.Prepare(PngCodec.ReadGray(stream), preparation, planes);
        ChannelOrder.Write(planes, values, preparation.Channels, image.Layout);
    }

    private static void FromFile(ModelManifest manifest, ModelFile file, Span<byte> values)
    {
        if (file.Bytes != values.Length)
        {
            throw new ModelException(
                "golden-invalid",
                $"the golden input {file.Path} of model {manifest.Id} has {file.Bytes} bytes, but its shape needs {values.Length}");
        }

        using var stream = File.OpenRead(manifest.PathOf(file));
        stream.ReadExactly(values);
    }
}
