namespace VividMed.Imaging.Codecs;

/// <summary>What pixel data must look like, known and checked before a byte of them is decoded.</summary>
internal sealed record PixelLayout(
    int Rows,
    int Columns,
    int Frames,
    int Samples,
    int BitsAllocated,
    int BitsStored,
    int Representation,
    bool Planar,
    string Photometric)
{
    /// <summary>Where the value's lowest bit lies in a sample: 0 in all but old files.</summary>
    public int LowBit { get; init; }

    /// <summary>Samples are floating point of 32 or 64 bits.</summary>
    public bool IsFloat { get; init; }

    /// <summary>Bytes of one decoded sample; packed bits decode to one byte.</summary>
    public int SampleBytes => Math.Max(1, BitsAllocated / 8);

    /// <summary>Samples of one frame.</summary>
    public int FrameSamples => Rows * Columns * Samples;

    /// <summary>Bytes of one decoded frame.</summary>
    public int FrameBytes => FrameSamples * SampleBytes;

    /// <summary>Bytes of one uncompressed frame as stored by itself; packed bits fill whole bytes.</summary>
    public int StoredFrameBytes => BitsAllocated == 1 ? (FrameSamples + 7) / 8 : FrameBytes;
}
