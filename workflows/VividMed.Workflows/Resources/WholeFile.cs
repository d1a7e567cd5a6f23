using System.Collections.Concurrent;

namespace VividMed.Workflows.Resources;

/// <summary>
/// Room for a file that is read or written as a whole. It is lent again: a partition's files are large objects to the runtime, which only
/// the dearest of its collections gives back, and every stage needs several.
/// </summary>
internal readonly struct WholeFile : IDisposable
{
    /// <summary>More than processors could use at the same time is not kept, and nothing that an unusual partition made large.</summary>
    private const int MostKept = 16;
    private const int LargestKept = 4 << 20;

    private static readonly ConcurrentBag<MemoryStream> Free = [];

    private WholeFile(MemoryStream stream) => Stream = stream;

    /// <summary>Empty at first.</summary>
    public MemoryStream Stream { get; }

    public static WholeFile Rent() => new(Free.TryTake(out var free) ? free : new MemoryStream());

    /// <summary>Nobody may hold on to the stream.</summary>
    public void Dispose()
    {
        if (Stream.Capacity > LargestKept || Free.Count >= MostKept) return;
        Stream.SetLength(0);
        Free.Add(Stream);
    }
}
