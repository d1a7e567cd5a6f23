using VividMed.Imaging.Dicom.Series;

namespace VividMed.Imaging.Tests.Dicom.Series;

/// <summary>The files of a study as a scanner exports them.</summary>
internal static class CtFolder
{
    public const int Columns = 6;
    public const int Rows = 5;

    /// <summary>A series of slices 2 mm apart whose values tell column, row and slice.</summary>
    public static List<DicomSlice> Chest(int count, string series = "chest", int number = 2) => [.. Enumerable.Range(0, count).Select(z => Slice(z) with { Series = series, SeriesNumber = number })];

    public static DicomSlice Slice(int z) => new()
    {
        Columns = Columns,
        Rows = Rows,
        Pixels = [.. Enumerable.Range(0, Columns * Rows).Select(i => (short)(i + (100 * z)))],
        Study = "study",
        Series = "chest",
        Number = z + 1,
        Position = [-10, -20, 2 * z],
        RowSpacing = 0.8,
        ColumnSpacing = 0.7,
        Thickness = 2,
        Intercept = -1024,
    };

    public static DicomSlice Scout => Slice(0) with { Series = "localizer", Kind = SliceKind.Localizer, Orientation = [1, 0, 0, 0, 0, -1] };

    public static DicomSlice Screen => Slice(0) with { Series = "screen", Kind = SliceKind.SecondaryCapture, Position = null, Modality = "OT" };

    public static byte[] Encode(DicomSlice slice)
    {
        using var file = new MemoryStream();
        DicomSliceWriter.Write(file, slice);
        return file.ToArray();
    }

    public static SeriesVolume Read(IEnumerable<DicomSlice> slices, string? series = null) => Read([.. slices.Select(Encode)], series);

    public static SeriesVolume Read(byte[][] files, string? series = null) =>
        DicomSeries.ReadCt([.. files.Select(static file => (Func<Stream>)(() => new MemoryStream(file)))], series, cancellationToken: TestContext.Current.CancellationToken);

    public static ImageFormatException Refused(string code, IEnumerable<DicomSlice> slices, string? series = null) => Refused(code, [.. slices.Select(Encode)], series);

    public static ImageFormatException Refused(string code, byte[][] files, string? series = null)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => Read(files, series));
        Assert.True(code == refusal.Code, $"{refusal.Code}: {refusal.Message}");
        return refusal;
    }
}
