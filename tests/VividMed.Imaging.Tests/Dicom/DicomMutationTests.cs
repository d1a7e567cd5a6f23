using System.Diagnostics;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests;

/// <summary>Damaged files: whatever happens to the bytes, the reader answers with an image or a typed refusal, soon and in bounded memory.</summary>
public sealed class DicomMutationTests
{
    private const int Mutations = 6000;
    private const long MostBytes = 16 << 20;

    private static readonly DicomLimits Limits = new() { FileBytes = 4 << 20, PixelBytes = 4 << 20 };

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_never_worse() => Batter(WrittenFiles(), Mutations);

    [Fact]
    public void A_damaged_real_file_is_read_or_refused_and_never_worse()
    {
        var folder = SharedData.Require("fixtures", "dicom");
        Batter([.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(static file => file.Length < 60_000)], Mutations / 6);
    }

    private static void Batter(byte[][] files, int mutations)
    {
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < mutations; seed++)
        {
            var bytes = Mutate(files[seed % files.Length], new Random(seed));
            var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            try
            {
                var file = DicomFile.Read(new MemoryStream(bytes), Limits);
                foreach (var tag in file.Dataset.Tags) file.Dataset.GetString(tag);
                file.DecodeImage();
                read++;
            }
            catch (ImageFormatException refusal)
            {
                Assert.Matches("^[a-z][a-z0-9-]+$", refusal.Code);
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MostBytes, $"seed {seed} allocated too much");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"seed {seed} took {clock.Elapsed}");
        }

        Assert.True(read > mutations / 20 && refused > mutations / 20, $"{read} read, {refused} refused: the mutations miss their mark");
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = (byte[])file.Clone();
        var header = Math.Min(bytes.Length, 1200);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(random.Next(2) == 0 ? header : bytes.Length);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(0xFF); break;
                case 3: bytes.AsSpan(at, Math.Min(random.Next(1, 40), bytes.Length - at)).Clear(); break;
                case 4: bytes.AsSpan(random.Next(bytes.Length - 16), 16).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length - 16))); break;
                default: if (random.Next(4) == 0) return bytes[..at]; break;
            }
        }

        return bytes;
    }

    private static byte[][] WrittenFiles()
    {
        var radiographs = Enum.GetValues<DicomStorage>().SelectMany(static storage => new[] { 8, 12, 16 }.Select(bits => RandomImages.Radiograph(24, 20, bits, storage, seed: bits)));
        var lossless = LosslessJpegEncoder.Encode(RandomImages.Pixels(3 * 48, bits: 8, seed: 1), new LosslessJpegParameters(8, 6, 8, Components: 3, Predictor: 6, RestartRows: 2));
        var baseline = new MemoryStream();
        JpegCodec.WriteGray(baseline, new GrayImage(16, 16, [.. RandomImages.Pixels(256, bits: 8, seed: 1).Select(static value => (byte)value)]));
        return
        [
            .. radiographs.Select(static image =>
            {
                var stream = new MemoryStream();
                DicomWriter.Write(stream, image);
                return stream.ToArray();
            }),
            new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.57").Image(6, 8, samples: 3, photometric: "RGB").Fragments([], [lossless]).ToArray(),
            new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.50").Image(16, 16).Fragments([], [baseline.ToArray()]).ToArray(),
        ];
    }
}
