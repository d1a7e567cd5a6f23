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
    /// <summary>Bytes of one decoded sample; packed bits decode to one byte.</summary>
    public int SampleBytes => Math.Max(1, BitsAllocated / 8);

    public int FrameBytes => Rows * Columns * Samples * SampleBytes;
}
