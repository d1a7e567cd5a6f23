using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>Between planes of channels, which everything here works on, and tensors with channels last.</summary>
internal static class ChannelOrder
{
    /// <summary>The axes after the batch, channels where the layout has them.</summary>
    public static T[] Axes<T>(T channels, ReadOnlySpan<T> space, TensorLayout? layout) =>
        layout == TensorLayout.ChannelsLast ? [.. space, channels] : [channels, .. space];

    /// <summary>Writes planes [C, space] as the layout has them.</summary>
    public static void Write(ReadOnlySpan<float> planes, Span<float> target, int channels, TensorLayout? layout)
    {
        if (layout != TensorLayout.ChannelsLast || channels == 1)
        {
            planes.CopyTo(target);
            return;
        }

        var length = planes.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * length, length);
            for (int i = 0, at = channel; i < plane.Length; i++, at += channels) target[at] = plane[i];
        }
    }

    /// <summary>Reads what a layout has into planes [C, space].</summary>
    public static void Read(ReadOnlySpan<float> values, Span<float> planes, int channels, TensorLayout? layout)
    {
        if (layout != TensorLayout.ChannelsLast || channels == 1)
        {
            values.CopyTo(planes);
            return;
        }

        var length = values.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * length, length);
            for (int i = 0, at = channel; i < plane.Length; i++, at += channels) plane[i] = values[at];
        }
    }
}
