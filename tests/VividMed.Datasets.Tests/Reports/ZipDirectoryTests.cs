using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;

namespace VividMed.Datasets.Tests.Reports;

/// <summary>The reader of archives against the runtime's own writer, and against archives that lie about themselves.</summary>
public sealed class ZipDirectoryTests
{
    private const string Archive = "reports.zip";

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["abé/.\\ "], 1, 40],
        Gen.OneOf("../../s1.txt", "/etc/s1.txt", "files/p10/p10000032/s50414267.txt", "C:\\s1.txt"));

    private static readonly Gen<(string Name, string Text)> Member = Gen.Select(Name, Gen.String[Gen.Char["ab \n"], 0, 400]);

    [Fact]
    public void Every_member_is_found_as_it_was_written_and_reads_back_by_one_range() =>
        Gen.Select(Member.Array[0, 12], Gen.Bool).Sample(static (members, stored) =>
        {
            var files = new ArchiveInMemory(Zip(members, stored ? CompressionLevel.NoCompression : CompressionLevel.Fastest));
            var found = Read(files);
            Assert.Equal(members.Select(static member => member.Name), found.Select(static member => member.Name));
            Assert.Equal(members.Select(static member => member.Text), found.Select(member => TextOf(files, member)));
        });

    [Fact]
    public void Members_written_without_knowing_their_length_read_back_too()
    {
        using var pipe = new OneWayStream();
        using (var archive = new ZipArchive(pipe, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "s1.txt", "No pneumothorax.", CompressionLevel.Optimal);
        }

        var files = new ArchiveInMemory(pipe.Written);
        Assert.Equal("No pneumothorax.", TextOf(files, Assert.Single(Read(files))));
    }

    [Fact]
    public void More_members_than_the_short_directory_can_count_are_all_listed()
    {
        const int Many = ushort.MaxValue + 5;
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < Many; i++) archive.CreateEntry($"s{i}.txt", CompressionLevel.NoCompression);
        }

        Assert.Equal(
            Enumerable.Range(0, Many).Select(static i => $"s{i}.txt"),
            Read(new ArchiveInMemory(stream.ToArray())).Select(static member => member.Name));
    }

    [Fact]
    public void A_member_beyond_four_gigabytes_is_found()
    {
        using var folder = new DatasetFolder();
        // The file has a hole: five gigabytes that no disk has to hold.
        using (var stream = File.Create(Path.Combine(folder.Root, Archive)))
        {
            stream.Position = 5L << 30;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
            Write(archive, "s1.txt", "Clear lungs.", CompressionLevel.Optimal);
        }

        var files = new LocalDatasetFiles(folder.Root);
        var member = Assert.Single(Read(files));
        Assert.True(member.HeaderOffset >= 5L << 30);
        Assert.Equal("Clear lungs.", TextOf(files, member));
    }

    [Fact]
    public void Each_length_is_taken_from_the_wide_field_exactly_where_the_short_one_is_full() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Sample(static (full, compressed, offset) =>
        {
            var member = Assert.Single(Read(new ArchiveInMemory(Wide(full, compressed, offset))));
            Assert.Equal(("s1.txt", 3L, 7L), (member.Name, member.HeaderOffset, member.CompressedLength));
        });

    [Fact]
    public void The_longest_comment_hides_no_directory()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "s1.txt", "x", CompressionLevel.Optimal);
            archive.Comment = new string('c', ushort.MaxValue);
        }

        Assert.Equal("s1.txt", Assert.Single(Read(new ArchiveInMemory(stream.ToArray()))).Name);
    }

    [Fact]
    public void An_archive_cut_anywhere_is_refused()
    {
        var whole = Zip([("s1.txt", "Clear."), ("s2.txt", "Effusion.")], CompressionLevel.Optimal);
        for (var length = 0; length < whole.Length; length++) Assert.Equal("bad-archive", Refusal(whole[..length]));
    }

    [Theory]
    [InlineData(10, 60_000)] // more members than its bytes can hold
    [InlineData(12, int.MaxValue)] // a directory longer than the archive
    [InlineData(16, int.MaxValue)] // a directory beyond the end
    [InlineData(16, 1)] // a directory that begins elsewhere
    public void An_end_that_claims_what_cannot_be_is_refused(int field, int value)
    {
        var archive = Zip([("s1.txt", "Clear.")], CompressionLevel.Optimal);
        var end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (field == 10) BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(end + field), (ushort)value);
        else BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(end + field), value);
        Assert.Equal("bad-archive", Refusal(archive));
    }

    [Theory]
    [InlineData(20)] // compressed length
    [InlineData(42)] // offset of the local header
    public void A_member_that_lies_beyond_the_archive_is_refused(int field)
    {
        var archive = Zip([("s1.txt", "Clear.")], CompressionLevel.Optimal);
        BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(archive.AsSpan().IndexOf("PK\x01\x02"u8) + field), int.MaxValue);
        Assert.Equal("bad-archive", Refusal(archive));
    }

    [Fact]
    public void A_missing_archive_is_named() =>
        Assert.Equal(
            "missing-file",
            Assert.Throws<DatasetException>(static () => ZipDirectory.Read(new ArchiveInMemory([]), "other.zip", default).Count()).Code);

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var files = new ArchiveInMemory(Zip([("a", ""), ("b", "")], CompressionLevel.Optimal));
        using var members = ZipDirectory.Read(files, Archive, stop.Token).GetEnumerator();
        Assert.True(members.MoveNext());
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => members.MoveNext());
    }

    [Fact]
    public void What_cannot_be_a_report_is_told_before_it_is_read()
    {
        var plain = new ZipMember("s1.txt", HeaderOffset: 10, CompressedLength: 20, Crc: 0, Method: 8, Encrypted: false);
        Assert.Null(Reason(plain));
        Assert.Null(Reason(plain with { Method = 0, CompressedLength = ReportBytes.Longest }));
        Assert.Equal("unreadable-report", Reason(plain with { Encrypted = true }));
        Assert.Equal("unreadable-report", Reason(plain with { Method = 14 }));
        Assert.Equal("report-too-long", Reason(plain with { CompressedLength = ReportBytes.Longest + 1 }));
    }

    private static string? Reason(ZipMember member) =>
        ZipReport.Locate(Archive, member, member.Name, out var reason) is null == reason is null ? "reference xor reason" : reason;

    private static List<ZipMember> Read(IDatasetFiles files) =>
        [.. ZipDirectory.Read(files, Archive, TestContext.Current.CancellationToken)];

    private static string Refusal(byte[] archive) => Assert.Throws<DatasetException>(() => Read(new ArchiveInMemory(archive))).Code;

    private static string TextOf(IDatasetFiles files, ZipMember member)
    {
        var place = ZipReport.Locate(Archive, member, member.Name, out _)!;
        using var range = files.OpenRead(Archive, place.Offset, place.Length)!;
        using var bytes = new MemoryStream();
        range.CopyTo(bytes);
        return Encoding.UTF8.GetString(ZipReport.Unpack(bytes.ToArray(), "s1"));
    }

    private static byte[] Zip((string Name, string Text)[] members, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members) Write(archive, name, text, level);
        }

        return stream.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string text, CompressionLevel level)
    {
        using var member = archive.CreateEntry(name, level).Open();
        member.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Ten bytes of content and a directory of one member, whose true lengths stand in a zip64 field behind another field.</summary>
    private static byte[] Wide(bool full, bool compressed, bool offset)
    {
        List<byte> wide = [];
        byte[] head = [.. "PK\x01\x02"u8, .. new byte[42]];
        Put(24, 9, full);
        Put(20, 7, compressed);
        Put(42, 3, offset);
        byte[] extra = [0x55, 0x54, 1, 0, 0xFF, 1, 0, (byte)wide.Count, 0, .. wide];
        (head[28], head[30]) = (6, (byte)extra.Length);
        var length = head.Length + 6 + extra.Length;
        byte[] end = [.. "PK\x05\x06"u8, 0, 0, 0, 0, 1, 0, 1, 0, (byte)length, 0, 0, 0, 10, 0, 0, 0, 0, 0];
        return [.. new byte[10], .. head, .. "s1.txt"u8, .. extra, .. end];

        void Put(int at, int value, bool isWide)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(at), isWide ? uint.MaxValue : (uint)value);
            if (isWide) wide.AddRange(BitConverter.GetBytes((long)value));
        }
    }

    private sealed class ArchiveInMemory(byte[] content) : IDatasetFiles
    {
        public string DisplayName => "memory";

        public IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<DatasetFile>();

        public DatasetFile? Find(string path) => path == Archive ? new DatasetFile(path, content.Length) : null;

        public Stream? OpenRead(string path, long offset = 0, long? length = null) => path != Archive ? null
            : new MemoryStream(
                content,
                (int)Math.Min(offset, content.Length),
                (int)Math.Min(length ?? long.MaxValue, Math.Max(0, content.Length - offset)),
                writable: false);

        public Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(OpenRead(path, offset, length));
    }

    /// <summary>As a pipe: what has been written cannot be gone back to.</summary>
    private sealed class OneWayStream : MemoryStream
    {
        public override bool CanSeek => false;

        public byte[] Written => ToArray();
    }
}
