using System.Globalization;

namespace VividMed.Datasets;

/// <summary>Reads the 44-column metadata tables; only the columns in use are asked for, and empty cells are common.</summary>
internal static class CtRateMetadata
{
    public static IEnumerable<CtRateVolumeMetadata> Read(string path, CancellationToken cancellation)
    {
        using var table = CsvTable.Open(path);
        var (volume, plane, slice) = (table.Column(CtRateReport.Volume), table.Column("XYSpacing"), table.Column("ZSpacing"));
        var (slope, intercept, kernel) = (table.TryColumn("RescaleSlope"), table.TryColumn("RescaleIntercept"), table.TryColumn("ConvolutionKernel"));
        foreach (var record in table.Records(cancellation))
        {
            var fields = record.Fields;
            yield return new CtRateVolumeMetadata(fields[volume], Spacing(fields[plane], fields[slice]), Number(Cell(slope)), Number(Cell(intercept)), Cell(kernel));

            string Cell(int? column) => column is { } at ? fields[at] : "";
        }
    }

    /// <summary>"[0.68, 0.68]" and "1.5"; null unless both numbers in the plane are positive.</summary>
    private static VoxelSpacing? Spacing(string plane, string slice)
    {
        var numbers = plane.Trim('[', ']', ' ').Split(',').Select(Number).ToArray();
        if (numbers is not [{ } x, { } y] || !(x > 0 && y > 0)) return null;
        return new VoxelSpacing(x, y, Number(slice) is { } z && z > 0 ? z : null);
    }

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
