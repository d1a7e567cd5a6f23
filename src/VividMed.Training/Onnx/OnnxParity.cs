using Microsoft.ML.OnnxRuntime;
using VividMed.Inference;

namespace VividMed.Training.Onnx;

/// <summary>Runs an exported graph and compares it with what Torch gave for the same inputs.</summary>
internal static class OnnxParity
{
    /// <returns>The largest absolute difference.</returns>
    /// <exception cref="ModelException"><c>parity-failed</c>: the exported graph is not the trained network.</exception>
    public static double Check(
        byte[] model,
        IReadOnlyList<OnnxInput> inputs,
        IReadOnlyList<(string Name, float[] Values)> expected,
        double tolerance)
    {
        using var session = new InferenceSession(model);
        var values = inputs.Select(static input => input.ToValue()).ToArray();
        try
        {
            using var run = new RunOptions();
            using var outputs = session.Run(
                run, [.. inputs.Select(static input => input.Name)], values, [.. expected.Select(static output => output.Name)]);
            var largest = 0.0;
            for (var i = 0; i < expected.Count; i++)
            {
                var difference = Difference(outputs[i].GetTensorDataAsSpan<float>(), expected[i].Values);
                if (!(difference <= tolerance))
                {
                    throw new ModelException(
                        "parity-failed",
                        $"the output {expected[i].Name} of the exported graph differs by {difference:G3} from the trained network, more than {tolerance:G3}");
                }

                largest = Math.Max(largest, difference);
            }

            return largest;
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    private static double Difference(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        if (actual.Length != expected.Length) return double.PositiveInfinity;
        var largest = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            var difference = Math.Abs((double)actual[i] - expected[i]);
            if (!(difference <= largest)) largest = double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }

        return largest;
    }
}

/// <summary>What a graph is run with.</summary>
/// <param name="Values">Of 32-bit floats or 64-bit integers, the last axis fastest.</param>
internal sealed record OnnxInput(string Name, Array Values, long[] Shape)
{
    /// <summary>For ONNX Runtime; whoever asks disposes it.</summary>
    public OrtValue ToValue() => Values is long[] numbers
        ? OrtValue.CreateTensorValueFromMemory(numbers, Shape)
        : OrtValue.CreateTensorValueFromMemory((float[])Values, Shape);
}
