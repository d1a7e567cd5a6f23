using System.Collections;
using System.Numerics.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// The probabilities of one image's channels, a row at a time. Most rows of a mask stay far below its threshold: their logits say so, and
/// only rows that are looked at become probabilities.
/// </summary>
internal sealed class ProbabilityRows
{
    /// <summary>Logits this far below a threshold's own stay below it whatever a sigmoid in single precision rounds.</summary>
    private const float Slack = 0.01f;

    private readonly float[] _values;
    private readonly int _width;
    private readonly BitArray? _logits;

    /// <param name="values">[channels, height, width], logits; they turn into probabilities in place.</param>
    /// <param name="length">How many of the values count.</param>
    public ProbabilityRows(float[] values, int length, int width, int channels, MaskActivation activation)
    {
        (_values, _width) = (values, width);
        if (activation == MaskActivation.Sigmoid) _logits = new BitArray(length / width, defaultValue: true);
        else Probabilities.FromLogits(values.AsSpan(0, length), values.AsSpan(0, length), channels, activation);
    }

    /// <param name="row">Counted over all channels: channel times height, and the row within it.</param>
    public ReadOnlySpan<float> Of(int row)
    {
        var values = _values.AsSpan(row * _width, _width);
        if (_logits is { } logits && logits[row])
        {
            TensorPrimitives.Sigmoid(values, values);
            logits[row] = false;
        }

        return values;
    }

    /// <summary>Whether a part of a row has a probability above the limit.</summary>
    public bool Exceeds(int row, int start, int length, float limit)
    {
        if (_logits is { } logits && logits[row] && limit is > 0 and < 1)
        {
            var highest = TensorPrimitives.Max(_values.AsSpan((row * _width) + start, length));
            if (highest < MathF.Log(limit / (1 - limit)) - Slack) return false;
        }

        return !(TensorPrimitives.Max(Of(row).Slice(start, length)) <= limit);
    }
}
