using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Exports.Texts;

/// <summary>
/// Which denied phrases are kept, so that they are a stated share of all that are asked for: those whose ids have the smallest digests, the
/// same ones however often and in whatever order it is asked.
/// </summary>
/// <param name="share">Denied among located and denied lines, 0 to 1; null keeps them all.</param>
internal sealed class DeniedChoice(double? share)
{
    private readonly List<ulong> _denied = [];
    private long _located;
    private ulong? _last;
    private bool _settled;

    /// <summary>How many there are to choose from.</summary>
    public long Available => _denied.Count;

    /// <summary>How many are kept.</summary>
    public long Kept { get; private set; }

    public void AddLocated(long lines) => _located += lines;

    public void AddDenied(string id) => _denied.Add(DigestOf(id));

    /// <summary>Nothing is added from here on.</summary>
    public void Settle()
    {
        if (_settled) return;
        _settled = true;
        Kept = share switch
        {
            null or >= 1 => _denied.Count,
            { } part => Math.Min(_denied.Count, (long)Math.Round(part / (1 - part) * _located, MidpointRounding.AwayFromZero)),
        };
        if (Kept == 0 || Kept == _denied.Count) return;
        _denied.Sort();
        _last = _denied[(int)Kept - 1];
    }

    public bool Keeps(string id) => !_settled || Kept == Available || (_last is { } last && Kept > 0 && DigestOf(id) <= last);

    private static ulong DigestOf(string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
