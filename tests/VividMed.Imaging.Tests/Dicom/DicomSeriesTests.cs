using CsCheck;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Slices of one file each to a volume.</summary>
public sealed class DicomSeriesTests
{
    private const int Columns = 4;
    private const int Rows = 3;

    [Fact]
    public void Slices_in_any_order_and_direction_make_the_volume_they_were_cut_from()
    {
        Gen.Select(Gen.Int[2, 6], Gen.Double[-3, 3], Gen.Double[-1, 1], Gen.Double[0.4, 3], Gen.Int[0, 1000]).Sample((count, turn, lean, step, seed) =>
        {
            var (along, down, normal) = Axes(turn, lean);
            var files = Enumerable.Range(0, count).Select(z => Slice(Scaled(normal, step * z), along, down, z)).ToArray();
            new Random(seed).Shuffle(files);
            var volume = Assemble(files);
            Assert.Equal((Columns, Rows, count), (volume.Width, volume.Height, volume.Depth));
            Assert.Equal(Enumerable.Range(0, count).Select(static z => (float)((z * 10) - 1000)), Enumerable.Range(0, count).Select(z => volume.Voxels[z * Columns * Rows]));
            var (x, y, z1) = volume.VoxelToWorld.Apply(2, 1, count - 1);
            var expected = Enumerable.Range(0, 3).Select(axis => (along[axis] * 2 * 0.5) + (down[axis] * 0.8) + (normal[axis] * step * (count - 1))).ToArray();
            Assert.Equal(-expected[0], x, 1e-4);
            Assert.Equal(-expected[1], y, 1e-4);
            Assert.Equal(expected[2], z1, 1e-4);
        }, iter: 50);
    }

    [Fact]
    public void A_missing_slice_is_found() => Refused("missing-slices", [.. new[] { 0, 1, 2, 4, 5 }.Select(static z => Slice([0, 0, z]))]);

    [Fact]
    public void Two_slices_at_one_place_are_found() => Refused("duplicate-slices", [.. new[] { 0, 1, 1, 2 }.Select(static z => Slice([0, 0, z]))]);

    [Fact]
    public void A_tilted_gantry_is_refused_with_its_angle() =>
        Assert.Contains("14 degrees", Refused("gantry-tilt", [.. Enumerable.Range(0, 5).Select(static z => Slice([0, z * 0.25, z]))]).Message, StringComparison.Ordinal);

    [Fact]
    public void Slices_of_two_series_are_refused() => Refused("mixed-series", [Slice([0, 0, 0]), Slice([0, 0, 1], series: "9")]);

    [Fact]
    public void No_slices_are_refused() => Refused("no-slices", []);

    [Fact]
    public void A_slice_without_a_position_is_refused() =>
        Refused("malformed-slice-geometry", [new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Image(Rows, Columns, 16).Value(DicomTags.PixelData, "OW", new byte[24]).ToArray()]);

    [Fact]
    public void A_single_slice_is_as_thick_as_it_says() => Assert.Equal(2.5, Assemble([Slice([0, 0, 0])]).VoxelToWorld.Spacing.K, 1e-9);

    [Fact]
    public void A_volume_beyond_the_limit_is_refused_before_it_is_allocated() => Assert.Equal(
        "too-large", Assert.Throws<ImageFormatException>(() => DicomSeries.Assemble(Open([Slice([0, 0, 0]), Slice([0, 0, 1])]), new DicomLimits { PixelBytes = 90 })).Code);

    [Fact]
    public void A_cancelled_assembly_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => DicomSeries.Assemble(Open([Slice([0, 0, 0])]), cancellationToken: cancelled.Token));
    }

    private static Volume Assemble(byte[][] files) => DicomSeries.Assemble(Open(files));

    private static Func<Stream>[] Open(byte[][] files) => [.. files.Select(static file => (Func<Stream>)(() => new MemoryStream(file)))];

    private static ImageFormatException Refused(string code, byte[][] files)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => Assemble(files));
        Assert.Equal(code, refusal.Code);
        return refusal;
    }

    private static byte[] Slice(double[] position, string series = "1.2") => Slice(position, [1, 0, 0], [0, 1, 0], 0, series);

    /// <summary>Rows 0.8 mm apart, columns 0.5 mm; every value is ten times <paramref name="z"/> less 1,000 after rescale.</summary>
    private static byte[] Slice(double[] position, double[] along, double[] down, int z, string series = "1.2") => new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1")
        .Text(DicomTags.SliceThickness, "2.5").Text(DicomTags.SeriesInstanceUid, series)
        .Text(DicomTags.ImagePositionPatient, Numbers(position)).Text(DicomTags.ImageOrientationPatient, Numbers([.. along, .. down]))
        .Image(Rows, Columns, bits: 16).Text(DicomTags.PixelSpacing, @"0.8\0.5").Text(DicomTags.RescaleIntercept, "-1000").Text(DicomTags.RescaleSlope, "10")
        .Value(DicomTags.PixelData, "OW", [.. Enumerable.Repeat(BitConverter.GetBytes((ushort)z), Rows * Columns).SelectMany(static pair => pair)]).ToArray();

    private static string Numbers(double[] values) => string.Join('\\', values.Select(static value => value.ToString("0.########")));

    private static double[] Scaled(double[] vector, double factor) => [.. vector.Select(value => value * factor)];

    private static (double[] Along, double[] Down, double[] Normal) Axes(double turn, double lean)
    {
        var (c, s, cl, sl) = (Math.Cos(turn), Math.Sin(turn), Math.Cos(lean), Math.Sin(lean));
        double[] along = [c, s, 0];
        double[] down = [-s * cl, c * cl, sl];
        return (along, down, [s * sl, -c * sl, cl]);
    }
}
