namespace VividMed.Storage.Tests.Streams;

/// <summary>Gives its bytes in sips, as a network does, and notes how much it was asked for each time.</summary>
internal sealed class SippingStream(byte[] content, int sip) : MemoryStream(content)
{
    public List<int> Asked { get; } = [];

    public bool IsDisposed { get; private set; }

    // The other ways of reading lead here.
    public override int Read(byte[] buffer, int offset, int count)
    {
        Asked.Add(count);
        return base.Read(buffer, offset, Math.Min(sip, count));
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
