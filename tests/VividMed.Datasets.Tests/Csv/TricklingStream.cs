namespace VividMed.Datasets.Tests.Csv;

/// <summary>Gives a few bytes at a time, as a network or a decompressor may.</summary>
internal sealed class TricklingStream(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, step));
}
