using System.Numerics;
using System.Numerics.Tensors;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Resampling;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// Brings the probabilities of one image's channels from the tensor back to the original's pixels, bilinearly between pixel centers, a row
/// at a time; the padding takes no part.
/// </summary>
/// <param name="probabilities">Rows of [channels, TensorHeight, TensorWidth].</param>
internal sealed class RadiographProjector(RadiographFrame frame, ProbabilityRows probabilities)
{
    private readonly AxisTaps _across = AxisTaps.Resized(frame.ResizedWidth, frame.Width);
    private readonly AxisTaps _down = AxisTaps.Resized(frame.ResizedHeight, frame.Height);
    private readonly float[] _between = new float[frame.ResizedWidth];

    /// <summary>The pixels of a channel above a threshold, and their mean probability (0 where there are none).</summary>
    public (Mask Mask, double Score) Above(int channel, double threshold)
    {
        var mask = new Mask(frame.Width, frame.Height, 1);
        var (limit, sum, count) = ((float)threshold, 0.0, 0L);
        var line = new float[frame.Width];
        for (var y = 0; y < frame.Height; y++)
        {
            if (!Project(channel, y, line, limit)) continue;
            var row = (long)y * frame.Width;
            for (var x = FirstAbove(line, 0, limit); x < line.Length; x = FirstAbove(line, x, limit))
            {
                var start = x;
                for (; x < line.Length && !(line[x] <= limit); x++) sum += line[x];
                mask.SetRange(row + start, row + x);
                count += x - start;
            }
        }

        return (mask, count > 0 ? sum / count : 0);
    }

    /// <summary>For each pixel of the original the channel with the highest probability, the lower one of equals.</summary>
    public (short Channel, float Probability)[] Winners(int channels)
    {
        var winners = new (short Channel, float Probability)[frame.Width * frame.Height];
        Array.Fill(winners, ((short)-1, -1));
        var line = new float[frame.Width];
        for (var y = 0; y < frame.Height; y++)
        {
            var row = winners.AsSpan(y * frame.Width, frame.Width);
            for (var channel = 0; channel < channels; channel++)
            {
                Project(channel, y, line, float.NegativeInfinity);
                for (var x = 0; x < line.Length; x++)
                {
                    if (line[x] > row[x].Probability) row[x] = ((short)channel, line[x]);
                }
            }
        }

        return winners;
    }

    /// <summary>The pixels that a channel won.</summary>
    public (Mask Mask, double Score) Where((short Channel, float Probability)[] winners, int channel)
    {
        var mask = new Mask(frame.Width, frame.Height, 1);
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < winners.Length; i++)
        {
            if (winners[i].Channel != channel) continue;
            mask[i] = true;
            (sum, count) = (sum + winners[i].Probability, count + 1);
        }

        return (mask, count > 0 ? sum / count : 0);
    }

    /// <summary>The first value from a place on that is not at or below the limit; the line's length where there is none.</summary>
    private static int FirstAbove(ReadOnlySpan<float> line, int from, float limit)
    {
        var bound = new Vector<float>(limit);
        while (from + Vector<float>.Count <= line.Length && Vector.LessThanOrEqualAll(new Vector<float>(line[from..]), bound)) from += Vector<float>.Count;
        while (from < line.Length && line[from] <= limit) from++;
        return from;
    }

    /// <summary>Fills a row of the original; false where nothing of it can exceed the limit, and the row is left as it is.</summary>
    private bool Project(int channel, int y, float[] line, float limit)
    {
        var (upper, lower) = (Row(channel, _down.Low[y]), Row(channel, Math.Min(_down.Low[y] + 1, frame.ResizedHeight - 1)));
        if (!Exceeds(upper, limit) && !Exceeds(lower, limit)) return false;

        TensorPrimitives.Lerp(Resized(upper), Resized(lower), _down.Share[y], _between);
        var right = frame.ResizedWidth > 1 ? 1 : 0;
        var (low, share, between) = (_across.Low, _across.Share, _between);
        for (var x = 0; x < line.Length; x++)
        {
            var at = low[x];
            line[x] = between[at] + ((between[at + right] - between[at]) * share[x]);
        }

        return true;
    }

    private int Row(int channel, int y) => (channel * frame.TensorHeight) + frame.Top + y;

    private bool Exceeds(int row, float limit) => probabilities.Exceeds(row, frame.Left, frame.ResizedWidth, limit);

    private ReadOnlySpan<float> Resized(int row) => probabilities.Of(row).Slice(frame.Left, frame.ResizedWidth);
}
