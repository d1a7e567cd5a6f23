using System.Security.Cryptography;
using System.Text;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>What happened in a simulation, in order: a digest of all of it and the words of its end.</summary>
internal sealed class Trace : IDisposable
{
    private const int Kept = 150;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _end = new();

    public int Length { get; private set; }

    public void Add(string what)
    {
        Length++;
        _hash.AppendData(Encoding.UTF8.GetBytes(what));
        _end.Enqueue(what);
        if (_end.Count > Kept) _end.Dequeue();
    }

    public string Digest() => Convert.ToHexString(_hash.GetCurrentHash());

    public override string ToString() => string.Join('\n', _end);

    public void Dispose() => _hash.Dispose();
}
