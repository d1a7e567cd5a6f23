using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;
using VividMed.Imaging.Png;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Golden;

/// <summary>Runs a manifest's golden cases and compares, or records new ones.</summary>
internal static class GoldenRunner
{
    private const int SampleCount = 32;

    public static IEnumerable<GoldenResult> Run(ModelSession session, CancellationToken cancellationToken) =>
        (session.Manifest.Golden ?? []).Select((golden, i) => Run(session, golden, i, cancellationToken));

    /// <summary>What a session gives for some inputs, as a manifest keeps it.</summary>
    /// <param name="tolerance">The largest difference that later runs may have.</param>
    public static GoldenCase Record(
        ModelSession session, IReadOnlyDictionary<string, GoldenInput> inputs, double tolerance, CancellationToken cancellationToken)
    {
        var (outputs, _) = Execute(session, inputs, [.. session.Manifest.Outputs.Keys], cancellationToken);
        return new GoldenCase(inputs, outputs.ToDictionary(static output => output.Key, output => Describe(output.Value, tolerance)));
    }

    private static GoldenResult Run(ModelSession session, GoldenCase golden, int index, CancellationToken cancellationToken)
    {
        var (outputs, elapsed) = Execute(session, golden.Inputs, [.. golden.Outputs.Keys], cancellationToken);
        var (worst, where, wrong) = (0.0, "", false);
        foreach (var (role, expected) in golden.Outputs)
        {
            var actual = Describe(outputs[role], expected.Tolerance, expected.Samples.Count);
            var difference = actual.Shape.SequenceEqual(expected.Shape) ? Difference(actual, expected) : double.PositiveInfinity;
            wrong |= !(difference <= expected.Tolerance);
            if (where.Length == 0 || !(difference <= worst)) (worst, where) = (difference, role);
        }

        return new GoldenResult(index, !wrong, worst, where, elapsed);
    }

    private static (Dictionary<string, (int[] Shape, float[] Values)> Outputs, TimeSpan Elapsed) Execute(
        ModelSession session, IReadOnlyDictionary<string, GoldenInput> inputs, IReadOnlyList<string> outputs,
        CancellationToken cancellationToken)
    {
        var values = new List<(string Role, OrtValue Value)>();
        try
        {
            foreach (var (role, input) in inputs) values.Add((role, Tensor(session.Manifest, role, input)));
            var started = Stopwatch.GetTimestamp();
            using var results = session.Run(values, outputs, 1, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started);
            return (outputs.Select((role, i) => (role, Read(results.Values[i]))).ToDictionary(), elapsed);
        }
        finally
        {
            foreach (var (_, value) in values) value.Dispose();
        }
    }

    private static (int[] Shape, float[] Values) Read(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        float[] values = info.ElementDataType == TensorElementType.Int64
            ? [.. value.GetTensorDataAsSpan<long>().ToArray().Select(static number => (float)number)]
            : value.GetTensorDataAsSpan<float>().ToArray();
        return ([.. info.Shape.Select(static n => (int)n)], values);
    }

    public static OrtValue Tensor(ModelManifest manifest, string role, GoldenInput input)
    {
        long[] shape = [.. input.Shape];
        var length = shape.Aggregate(1L, static (product, n) => product * n);
        if (role == "sizes") return OrtValue.CreateTensorValueFromMemory(Integers(manifest, input, length), shape);

        var values = new float[length];
        if (input.File is { } file && file.Path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) FromPicture(manifest, file, values);
        else if (input.File is not null) FromFile(manifest, input.File, MemoryMarshal.AsBytes(values.AsSpan()));
        else if (role == "mask") Array.Fill(values, 1);
        else GoldenNoise.Fill(values, input.Seed!.Value);
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }

    private static long[] Integers(ModelManifest manifest, GoldenInput input, long length)
    {
        var values = new long[length];
        if (input.File is { } file) FromFile(manifest, file, MemoryMarshal.AsBytes(values.AsSpan()));
        else for (var i = 0; i < length; i++) values[i] = i % 2 == 0 ? manifest.Radiograph!.Width : manifest.Radiograph!.Height;
        return values;
    }

    /// <summary>A radiograph goes through the manifest's own preparation, so that it is part of what is compared.</summary>
    private static void FromPicture(ModelManifest manifest, ModelFile file, float[] values)
    {
        using var stream = File.OpenRead(manifest.PathOf(file));
        RadiographPreparation.Prepare(PngCodec.ReadGray(stream), manifest.Radiograph!, values);
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

    private static GoldenOutput Describe((int[] Shape, float[] Values) output, double tolerance, int samples = SampleCount)
    {
        var values = output.Values;
        var count = Math.Min(samples, values.Length);
        return new GoldenOutput(
            output.Shape,
            tolerance,
            values.Average(static value => (double)value),
            TensorPrimitives.SumOfMagnitudes(values) / (double)values.Length,
            [.. Enumerable.Range(0, count).Select(i => (double)values[(long)i * values.Length / count])]);
    }

    private static double Difference(GoldenOutput actual, GoldenOutput expected)
    {
        if (actual.Samples.Count != expected.Samples.Count) return double.PositiveInfinity;
        var samples = actual.Samples.Zip(expected.Samples, static (a, b) => Math.Abs(a - b)).Max();
        return Math.Max(samples, Math.Max(Math.Abs(actual.Mean - expected.Mean), Math.Abs(actual.MeanMagnitude - expected.MeanMagnitude)));
    }
}

/// <summary>How a golden case went.</summary>
/// <param name="Case">Its position in the manifest.</param>
/// <param name="Difference">The largest difference of any figure; infinite where the shape differs.</param>
/// <param name="Output">The output with that difference.</param>
public sealed record GoldenResult(int Case, bool Passed, double Difference, string Output, TimeSpan Elapsed)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"case {Case}, output {Output}, largest difference {Difference:G3}");
}

/// <summary>The noise of golden inputs: the same on every machine, and simple enough to make anywhere else.</summary>
internal static class GoldenNoise
{
    /// <summary>SplitMix64 from the seed; the upper 24 bits of each number become -2..2.</summary>
    public static void Fill(Span<float> values, int seed)
    {
        var bits = new SplitMix64((ulong)seed);
        foreach (ref var value in values) value = ((bits.Next() >> 40) / (float)(1 << 22)) - 2;
    }
}
