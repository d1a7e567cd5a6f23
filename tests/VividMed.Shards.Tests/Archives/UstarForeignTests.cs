using System.Formats.Tar;
using CsCheck;
using VividMed.Shards.Archives;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Tests.Archives;

/// <summary>Archives against the runtime's own reader and writer.</summary>
public sealed class UstarForeignTests
{
    private static readonly Gen<(string Name, byte[] Content)[]> Members =
        Gen.Select(Gen.String[Gen.Char["ab01-_."], 1, 240], Gen.Byte.Array[0, 1_200]).Array[0, 6];

    [Fact]
    public async Task What_this_project_writes_the_runtime_reads() => await Members.SampleAsync(
        static async members =>
        {
            using var reader = new TarReader(new MemoryStream(await WriteAsync(members)));
            foreach (var (name, content) in members)
            {
                var entry = await reader.GetNextEntryAsync(copyData: true);
                Assert.Equal(name.Length > UstarHeader.LongestName ? TarEntryFormat.Pax : TarEntryFormat.Ustar, entry!.Format);
                Assert.Equal(
                    (name, TarEntryType.RegularFile, 0, 0, DateTimeOffset.UnixEpoch),
                    (entry.Name, entry.EntryType, entry.Uid, entry.Gid, entry.ModificationTime));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, entry.Mode);
                Assert.Equal(content, await BytesAsync(entry.DataStream));
            }

            Assert.Null(await reader.GetNextEntryAsync());
        },
        iter: 100);

    [Fact]
    public async Task What_the_runtime_writes_this_project_reads_whether_it_can_seek_or_not() => await Members.SampleAsync(
        static async members =>
        {
            using var archive = new MemoryStream();
            await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            {
                foreach (var (name, content) in members)
                {
                    await writer.WriteEntryAsync(Entry(name, content));
                }
            }

            // The runtime closes an archive only where it has a member.
            if (members.Length == 0) return;
            await CheckAsync(new MemoryStream(archive.ToArray()), archive.ToArray(), members);
            await CheckAsync(new DigestStream(new MemoryStream(archive.ToArray())), archive.ToArray(), members);
        },
        iter: 100);

    [Fact]
    public async Task Members_that_nobody_reads_are_passed_over()
    {
        var archive = await WriteAsync([("a", new byte[700]), ("b", [1, 2, 3])]);
        foreach (var stream in (Stream[])[new MemoryStream(archive), new DigestStream(new MemoryStream(archive))])
        {
            var reader = new UstarReader(stream);
            Assert.Equal(new ShardMember("a", 512, 700), await reader.NextAsync(CancellationToken.None));
            Assert.Equal(new ShardMember("b", 2_048, 3), await reader.NextAsync(CancellationToken.None));
            Assert.Equal([1, 2, 3], await reader.ReadAsync(3, CancellationToken.None));
            Assert.Null(await reader.NextAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_member_above_the_limit_is_refused_and_the_next_one_can_still_be_read()
    {
        var reader = new UstarReader(new MemoryStream(await WriteAsync([("large", new byte[600]), ("small", [9])])));
        await reader.NextAsync(CancellationToken.None);
        Assert.Equal(
            "member-too-large", (await Assert.ThrowsAsync<ShardException>(() => reader.ReadAsync(599, CancellationToken.None))).Code);
        await reader.NextAsync(CancellationToken.None);
        Assert.Equal([9], await reader.ReadAsync(599, CancellationToken.None));
    }

    private static async Task CheckAsync(Stream stream, byte[] archive, (string Name, byte[] Content)[] members)
    {
        var reader = new UstarReader(stream);
        foreach (var (name, content) in members)
        {
            var member = await reader.NextAsync(CancellationToken.None);
            Assert.Equal((name, (long)content.Length), (member!.Name, member.Length));
            Assert.Equal(content, archive.AsSpan((int)member.Offset, content.Length).ToArray());
            Assert.Equal(content, await reader.ReadAsync(content.Length, CancellationToken.None));
        }

        Assert.Null(await reader.NextAsync(CancellationToken.None));
    }

    private static TarEntry Entry(string name, byte[] content) => name.Length > UstarHeader.LongestName
        ? new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }
        : new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    private static async Task<byte[]> WriteAsync((string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        var writer = new UstarWriter(stream);
        foreach (var (name, content) in members) await writer.AddAsync(name, content, CancellationToken.None);
        await writer.FinishAsync(CancellationToken.None);
        return stream.ToArray();
    }

    private static async Task<byte[]> BytesAsync(Stream? data)
    {
        using var bytes = new MemoryStream();
        if (data is not null) await data.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
