namespace VividMed.Imaging.Codecs;

/// <summary>The codestreams of the wanted frames, and which of the file's frames they are.</summary>
/// <param name="Streams">One a frame.</param>
/// <param name="First">The number of the first, counted from 0.</param>
/// <param name="Total">How many frames the file has.</param>
internal sealed record FrameSet(IReadOnlyList<ReadOnlyMemory<byte>> Streams, int First, int Total)
{
    public int Count => Streams.Count;

    public ReadOnlyMemory<byte> this[int index] => Streams[index];

    /// <summary>Does something with each frame; an error says which of several frames it is about.</summary>
    public void ForEach(Action<int> action, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Streams.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action(i);
            }
            catch (ImageFormatException error) when (Total > 1)
            {
                throw new ImageFormatException(error.Code, $"frame {First + i + 1} of {Total}: {error.Message}", error);
            }
        }
    }
}
