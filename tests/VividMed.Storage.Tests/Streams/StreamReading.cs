using CsCheck;

namespace VividMed.Storage.Tests.Streams;

/// <summary>The ways in which a stream can be read to its end.</summary>
internal static class StreamReading
{
    public static readonly Gen<Func<Stream, int, Task<byte[]>>> AnyWay = Gen.OneOf<Func<Stream, int, Task<byte[]>>>(
        BySpanAsync, ByArrayAsync, ByByteAsync, ByMemoryAsync, ByTaskAsync, ByCopyAsync);

    private static Task<byte[]> BySpanAsync(Stream stream, int piece) =>
        ReadAsync(piece, buffer => Task.FromResult(stream.Read(buffer.AsSpan())));

    private static Task<byte[]> ByArrayAsync(Stream stream, int piece) =>
        ReadAsync(piece, buffer => Task.FromResult(stream.Read(buffer, 0, buffer.Length)));

    private static Task<byte[]> ByByteAsync(Stream stream, int piece) => ReadAsync(piece, buffer =>
    {
        var value = stream.ReadByte();
        if (value >= 0) buffer[0] = (byte)value;
        return Task.FromResult(value < 0 ? 0 : 1);
    });

    private static Task<byte[]> ByMemoryAsync(Stream stream, int piece) =>
        ReadAsync(piece, async buffer => await stream.ReadAsync(buffer.AsMemory()));

    private static Task<byte[]> ByTaskAsync(Stream stream, int piece) =>
        ReadAsync(piece, buffer => stream.ReadAsync(buffer, 0, buffer.Length));

    private static async Task<byte[]> ByCopyAsync(Stream stream, int piece)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, piece);
        return copy.ToArray();
    }

    private static async Task<byte[]> ReadAsync(int piece, Func<byte[], Task<int>> read)
    {
        var (all, buffer) = (new List<byte>(), new byte[piece]);
        for (int count; (count = await read(buffer)) > 0;) all.AddRange(buffer[..count]);
        return [.. all];
    }
}
