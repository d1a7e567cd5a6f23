using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using VividMed.Imaging;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;

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
        using var values = GoldenTensors.Of(session, inputs.Select(static input => (input.Key, input.Value)));
        var started = Stopwatch.GetTimestamp();
        using var results = session.Run(values.Values, outputs, 1, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return (outputs.Select((role, i) => (role, Read(results.Values[i]))).ToDictionary(), elapsed);
    }

    private static (int[] Shape, float[] Values) Read(OutputTensor value) =>
        ([.. value.Shape.Select(static n => (int)n)], value.Floats.ToArray());

    private static GoldenOutput Describe((int[] Shape, float[] Values) output, double tolerance, int samples = SampleCount)
    {
        var values = output.Values;
        var count = Math.Min(samples, values.Length);
        return new GoldenOutput(
            output.Shape,
            tolerance,
            values.Length == 0 ? 0 : values.Average(static value => (double)value),
            values.Length == 0 ? 0 : TensorPrimitives.SumOfMagnitudes(values) / (double)values.Length,
            [.. Enumerable.Range(0, count).Select(i => (double)values[(long)i * values.Length / count])]);
    }

    private static double Difference(GoldenOutput actual, GoldenOutput expected)
    {
        if (actual.Samples.Count != expected.Samples.Count) return double.PositiveInfinity;
        var samples = actual.Samples.Zip(expected.Samples, static (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max();
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
